using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Proposals;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Proposals;

/// <summary>A proposal through its pages.</summary>
public sealed class ProposalPagesTests : IAsyncLifetime
{
    private App _app = null!;
    private Applying _applying = null!;

    public async Task InitializeAsync()
    {
        _app = await App.StartAsync();
        _applying = await Applying.ToAsync(_app);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Add_ANewcomer_BeginsADraftAndLandsInIt()
    {
        var form = await _app.OpenAsync("newcomer.uk", $"/proposals/add?call={_applying.CallId}");

        var draft = await form.SubmitAsync("form.card", new Dictionary<string, string>
        {
            ["UnitId"] = $"{_applying.PhysicsId}",
            ["PartnerGivenName"] = "Noémie",
            ["PartnerFamilyName"] = "Lefèvre",
            ["PartnerEmail"] = "newcomer.fr@test.example",
        });

        Assert.EndsWith("/edit", draft.Path, StringComparison.Ordinal);
        Assert.Contains("newcomer.fr@test.example", draft.Notice, StringComparison.Ordinal);
        Assert.Contains("Still missing before it can be sent", draft.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_BothWriteOneField_ShowsBothTextsAndSavesTheRest()
    {
        var id = await _applying.StartAsync();
        await _applying.JoinAsync("newcomer.fr", await _applying.TokenAsync());
        var form = await _app.OpenAsync("newcomer.uk", $"/proposals/{id}/edit");
        await _applying.WriteAsync("newcomer.fr", id, (ProposalPart.Mobility, "Six months in Lyon."));

        var again = await form.SubmitAsync("button[formaction*='handler=Save']", new Dictionary<string, string> { ["Mobility"] = "Three months.", ["Supervision"] = "Weekly." });

        Assert.Contains("Dr Noémie Lefèvre changed this field", Assert.Single(again.Errors), StringComparison.Ordinal);
        Assert.Contains("Six months in Lyon.", again.Text, StringComparison.Ordinal);
        Assert.Equal("Three months.", again.Find("#Mobility").TextContent.Trim());
        Assert.Equal("Weekly.", await _app.AskAsync(db => db.ProposalFields.Where(f => f.Part == ProposalPart.Supervision).Select(f => f.Value).SingleAsync()));

        var saved = await again.SubmitAsync("button[formaction*='handler=Save']");
        Assert.Contains("Everything is saved", saved.Notice, StringComparison.Ordinal);
        Assert.Equal("Three months.", await _app.AskAsync(db => db.ProposalFields.Where(f => f.Part == ProposalPart.Mobility).Select(f => f.Value).SingleAsync()));
    }

    [Fact]
    public async Task Send_Complete_SaysWhoseDeskItIsOn()
    {
        var id = await _applying.StartAsync();
        await _applying.JoinAsync("newcomer.fr", await _applying.TokenAsync());
        await _applying.FillAsync("newcomer.uk", id);
        var form = await _app.OpenAsync("newcomer.uk", $"/proposals/{id}/edit");

        var done = await form.SubmitAsync("form[data-fields] button.btn-primary");

        Assert.Equal($"/proposals/{id}", done.Path);
        Assert.Contains("The proposal is sent.", done.Notice, StringComparison.Ordinal);
        Assert.Contains("Dr Noémie Lefèvre", done.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invitation_Stranger_JoinsWithAnAccountMadeOnTheSpot()
    {
        await _applying.StartAsync(partner: "zoe.kerviel@lab.example");
        var visitor = _app.Visitor();
        var page = await AppPage.OpenAsync(visitor, $"/invitations/{await _applying.TokenAsync()}");

        var joined = await page.SubmitAsync("form.card", new Dictionary<string, string> { ["UnitId"] = $"{_applying.LaboratoryId}", ["Password"] = "a long enough password" });

        Assert.StartsWith("/proposals/", joined.Path, StringComparison.Ordinal);
        Assert.Contains("You have joined", joined.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invitation_ByAnotherPerson_SaysWhatToDo()
    {
        await _applying.StartAsync();

        var page = await _app.OpenAsync("lead.fr", $"/invitations/{await _applying.TokenAsync()}");

        Assert.Contains("adresse", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("form.card"));
    }

    [Fact]
    public async Task Details_BeforePublication_HidesSideDecisionsFromInvestigators()
    {
        var id = await _applying.AtDecisionAsync();
        await _applying.AnswerAsync("office.uk", id, "decide-home", Core.Processes.DecisionKind.Rejected, "Not in our plans.");

        Assert.DoesNotContain("Not in our plans.", (await _app.OpenAsync("newcomer.uk", $"/proposals/{id}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Not in our plans.", (await _app.OpenAsync("unit.uk", $"/proposals/{id}")).Text, StringComparison.Ordinal);
        Assert.Contains("Not in our plans.", (await _app.OpenAsync("office.fr", $"/proposals/{id}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OfficeSeesThatADraftExistsAndNotWhatItSays()
    {
        var id = await _applying.StartAsync();
        await _applying.WriteAsync("newcomer.uk", id, (ProposalPart.TitleEn, "A secret plan"));

        var list = await _app.OpenAsync("office.uk", "/proposals");

        Assert.Contains("A draft, read by its investigators only", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("A secret plan", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Banerjee", list.Find("#proposals").TextContent, StringComparison.Ordinal);
    }
}
