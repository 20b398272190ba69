using System.Net;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Tasks;

/// <summary>An app in which the UK student's early stage assessment is handed in and waits for the home lead.</summary>
public sealed class HandedIn : IAsyncLifetime
{
    public App App { get; private set; } = null!;
    public int TaskId { get; private set; }

    public async Task InitializeAsync()
    {
        App = await App.StartAsync();
        var acts = new Acts(App);
        await acts.HandInAsync("student.uk", App.World.EsaId);
        TaskId = await acts.TaskAsync(App.World.EsaId, "lead:home");
    }

    public async Task DisposeAsync() => await App.DisposeAsync();
}

/// <summary>Who may open and answer somebody else's task: nobody.</summary>
public sealed class DecideAccessTests(HandedIn handedIn) : IClassFixture<HandedIn>
{
    public static TheoryData<string> WithoutThisProject => ["other.student.uk", "other.student.fr", "other.lead.uk", "other.lead.fr", "other.director.uk", "admin", "nobody"];

    public static TheoryData<string> WhoMayOnlyRead => ["student.uk", "unit.uk", "director.uk", "office.uk", "office.fr", "programme", "auditor"];

    [Theory]
    [MemberData(nameof(WithoutThisProject))]
    public async Task GetAndPost_NotOfThisProject_AnswerAsIfItWereNotThere(string name)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await handedIn.App.OpenAsync(name, $"/tasks/{handedIn.TaskId}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await handedIn.App.OpenAsync(name, "/tasks/999999")).Status);
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(name));
        Assert.Equal(0, await handedIn.App.AskAsync(db => db.Decisions.CountAsync()));
    }

    [Theory]
    [MemberData(nameof(WhoMayOnlyRead))]
    public async Task GetAndPost_ReaderWhoIsNotAsked_SeesTheMilestoneAndCannotDecide(string name)
    {
        Assert.Equal($"/milestones/{handedIn.App.World.EsaId}", (await handedIn.App.OpenAsync(name, $"/tasks/{handedIn.TaskId}")).Path);
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(name));
        Assert.Equal(0, await handedIn.App.AskAsync(db => db.Decisions.CountAsync()));
    }

    [Fact]
    public async Task Post_PartnerOnTheLeadsTask_IsNotFound()
    {
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("lead.fr"));
    }

    [Theory]
    [InlineData("director.uk")]
    [InlineData("office.uk")]
    [InlineData("programme")]
    [InlineData("auditor")]
    [InlineData("other.lead.uk")]
    [InlineData("nobody")]
    public async Task GetQueue_NothingAsked_SaysSo(string name) =>
        Assert.Contains("Nothing waits for you", (await handedIn.App.OpenAsync(name, "/tasks")).Text, StringComparison.Ordinal);

    private async Task<HttpStatusCode> PostAsync(string name)
    {
        var client = await handedIn.App.SignedInAsync(name);
        var token = (await AppPage.OpenAsync(client, "/tasks")).Token;
        var fields = new Dictionary<string, string> { ["Decision"] = nameof(DecisionKind.Approved), ["Comment"] = "Because.", ["Version"] = "0", ["__RequestVerificationToken"] = token };
        using var answer = await client.PostAsync($"/tasks/{handedIn.TaskId}", new FormUrlEncodedContent(fields));
        return answer.StatusCode;
    }
}
