using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes;

namespace PhdTracker.Testing;

/// <summary>What people do with the agreement of the <see cref="World"/>'s project, by the app's own commands.</summary>
public sealed class Agreeing(Acts acts, World world)
{
    /// <summary>Who signs, in order.</summary>
    public static readonly IReadOnlyList<string> Signers = ["lead.uk", "lead.fr", "signatory.uk", "signatory.fr"];

    /// <summary>The UK office drafts it.</summary>
    /// <param name="projectId">The first project unless said otherwise.</param>
    /// <param name="kind">What the programme asks for unless said otherwise.</param>
    public Task<int> DraftAsync(int? projectId = null, AgreementKind? kind = null) => acts.AsAsync("office.uk", async (services, by) =>
        (await services.GetRequiredService<DraftAgreementHandler>().HandleAsync(new DraftAgreement(projectId ?? world.ProjectId, kind), by, default)).Id);

    /// <summary>An office sends it round.</summary>
    public Task<int> SendAsync(int id, string who = "office.uk") => acts.AsAsync(who, async (services, by) =>
    {
        var version = await VersionAsync(services, id);
        await services.GetRequiredService<SendAgreementRoundHandler>().HandleAsync(new SendAgreementRound(id, version), by, default);
        return id;
    });

    /// <summary>An office adds a sentence to the English text.</summary>
    public Task<int> ChangeAsync(int id, string sentence, string who = "office.uk") => acts.AsAsync(who, async (services, by) =>
    {
        var now = await services.GetRequiredService<PhdTrackerDb>().Agreements.AsNoTracking().SingleAsync(a => a.Id == id);
        var draft = new AgreementDraft(now.TextEn + "\n\n" + sentence, now.TextFr, now.StartsOn, now.EndsOn, now.Authoritative);
        return await services.GetRequiredService<WriteAgreementHandler>().HandleAsync(new WriteAgreement(id, now.Version, draft), by, default);
    });

    /// <summary>A legal office answers.</summary>
    public async Task ReviewAsync(int id, string who, DecisionKind kind = DecisionKind.Approved, string comment = "") => await acts.DecideAsync(who, await acts.AsAsync(who, (services, by) =>
        services.GetRequiredService<PhdTrackerDb>().Tasks.Where(t => t.Process.AgreementId == id && t.State == TaskState.Open && t.Assignees.Any(a => a.PersonId == by.Id)).Select(t => t.Id).SingleAsync()), kind, comment);

    /// <summary>Somebody signs with their own name the text as it is now, or the one whose hash is given.</summary>
    public Task<AgreementState> SignAsync(int id, string who, string? hash = null, string? name = null, bool read = true) => acts.AsAsync(who, async (services, by) =>
    {
        var seen = hash ?? await services.GetRequiredService<PhdTrackerDb>().Agreements.Where(a => a.Id == id).Select(a => a.Hash).SingleAsync() ?? "";
        return (await services.GetRequiredService<SignAgreementHandler>().HandleAsync(new SignAgreement(id, seen, name ?? $"{by.GivenName} {by.FamilyName}", read), by, default)).State;
    });

    /// <summary>Somebody who is asked to sign does not.</summary>
    public Task<int> DeclineAsync(int id, string who, string reasons) => acts.AsAsync(who, async (services, by) =>
    {
        var seen = await services.GetRequiredService<PhdTrackerDb>().Agreements.Where(a => a.Id == id).Select(a => a.Hash).SingleAsync() ?? "";
        await services.GetRequiredService<DeclineAgreementHandler>().HandleAsync(new DeclineAgreement(id, seen, reasons), by, default);
        return id;
    });

    /// <summary>Drafts it and brings it to the first signature.</summary>
    public async Task<int> ToSigningAsync()
    {
        var id = await SendAsync(await DraftAsync());
        await ReviewAsync(id, "legal.uk");
        await ReviewAsync(id, "legal.fr");
        return id;
    }

    /// <summary>Drafts it and brings it into force.</summary>
    public async Task<int> ToForceAsync()
    {
        var id = await ToSigningAsync();
        foreach (var signer in Signers)
            await SignAsync(id, signer);
        return id;
    }

    private static Task<int> VersionAsync(IServiceProvider services, int id) =>
        services.GetRequiredService<PhdTrackerDb>().Agreements.Where(a => a.Id == id).Select(a => a.Version).SingleAsync();
}
