using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Core.Supervision;
using PhdTracker.Web.Features.Candidatures;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.ChangeRequests;

/// <summary>The form of a request, new or begun before: each kind shows the fields that belong to it.</summary>
public abstract class ChangeRequestFormModel(CurrentPerson current, Pathways pathways, ChangeRequestChoices choices, SubjectCases cases, Texts texts) : PageModel, IShowAgain
{
    /// <summary>Percent of full time, as typed.</summary>
    [BindProperty]
    public string? Percent { get; set; }

    [BindProperty]
    public DateOnly? From { get; set; }

    [BindProperty]
    public DateOnly? To { get; set; }

    [BindProperty]
    public int? MilestoneId { get; set; }

    [BindProperty]
    public int? Days { get; set; }

    [BindProperty]
    public bool PastCap { get; set; }

    [BindProperty]
    public string? TitleEn { get; set; }

    [BindProperty]
    public string? TitleFr { get; set; }

    [BindProperty]
    public int? LeavingId { get; set; }

    [BindProperty]
    public string? SuccessorEmail { get; set; }

    [BindProperty]
    public SupervisorKind? SupervisorKind { get; set; }

    [BindProperty]
    public int? PartyId { get; set; }

    [BindProperty]
    public int? SharePercent { get; set; }

    [BindProperty]
    public bool HoldsHdr { get; set; }

    [BindProperty]
    public LeavingCategory? Category { get; set; }

    [BindProperty]
    public int? HostPartyId { get; set; }

    [BindProperty]
    public int? HostUnitId { get; set; }

    [BindProperty]
    public string? Purpose { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Evidence { get; set; }

    [BindProperty]
    public int Version { get; set; }

    public Pathway Pathway { get; private set; } = null!;
    public ChangeRequestKind Kind { get; private set; }
    public ChangeRequestOffer Offer { get; private set; } = null!;

    /// <summary>The request as it stands; null for a new one.</summary>
    public ChangeRequestView? Known { get; private set; }

    /// <summary>Whether the reader's office may ask to go past what the rules allow.</summary>
    public bool MayPassCap { get; private set; }
    public bool IsStudent => Pathway.StudentId == current.Id;

    protected CurrentPerson Reader => current;

    /// <summary>Keeps what was typed, complete or not.</summary>
    protected async Task<IActionResult> KeepAsync(SaveChangeRequestHandler save, CancellationToken ct)
    {
        Check(whole: false);
        if (!ModelState.IsValid)
            return Page();
        var request = await save.HandleAsync(new SaveChangeRequest(Pathway.Id, Kind, Known?.Id, Version, Details()), await current.PersonAsync(ct), ct);
        this.Done(texts["ChangeRequests.Saved"]);
        return Redirect(ChangeRequestWords.Path(request.Id));
    }

    /// <summary>Sends it, and says whose desk it is on now.</summary>
    protected async Task<IActionResult> SendAsync(SubmitChangeRequestHandler submit, CancellationToken ct)
    {
        Check(whole: true);
        if (!ModelState.IsValid)
            return Page();
        var request = await submit.HandleAsync(new SubmitChangeRequest(Pathway.Id, Kind, Known?.Id, Version, Details()), await current.PersonAsync(ct), ct);
        this.Done($"{texts["ChangeRequests.Sent"]} {await cases.SentenceAsync(SubjectKind.ChangeRequest, request.Id, texts, current.Id, ct)}".TrimEnd());
        return Redirect(ChangeRequestWords.Path(request.Id));
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var version = Known is null ? 0 : await ReloadAsync(cancellation);
        await LoadAsync(Pathway.Id, Kind, Known, cancellation);
        ModelState.Remove(nameof(Version));
        Version = version;
    }

    /// <summary>The version of the request as it is now.</summary>
    protected virtual Task<int> ReloadAsync(CancellationToken ct) => Task.FromResult(0);

    /// <exception cref="NotFoundException">There is no such candidature, or this person may not ask for changes of it.</exception>
    protected async Task LoadAsync(int candidatureId, ChangeRequestKind kind, ChangeRequestView? known, CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        Pathway = await pathways.ReadAsync(candidatureId, access, ct);
        if (!access.May(Permission.RequestChanges, Pathway.Scope))
            throw new NotFoundException();
        (Kind, Known, MayPassCap) = (kind, known, access.May(Permission.ManageCandidatures, Pathway.Scope));
        Offer = await choices.OfAsync(Pathway, kind, ct);
    }

    /// <summary>Fills the form with what stands in a request.</summary>
    protected void Fill(ChangeRequestView request)
    {
        (From, To, MilestoneId, Days, PastCap, Version) = (request.From, request.To, request.MilestoneId, request.Days, request.PastCap, request.Version);
        (Percent, TitleEn, TitleFr) = (request.Fte is { } fte ? Share(fte) : null, request.TitleEn, request.TitleFr);
        (LeavingId, SuccessorEmail, SupervisorKind, PartyId, SharePercent, HoldsHdr) = (request.LeavingId, request.SuccessorEmail, request.SupervisorKind, request.PartyId, request.SharePercent, request.HoldsHdr);
        (Category, HostPartyId, HostUnitId, Purpose, Reason, Evidence) = (request.Category, request.HostPartyId, request.HostUnitId, request.Purpose, request.Reason, request.Evidence);
    }

    /// <summary>A share of full time in percent, as the reader writes it.</summary>
    public string Share(decimal fte) => (fte * 100).ToString("0.##", texts.Culture);

    private ChangeRequestDetails Details() => new()
    {
        From = From,
        To = To,
        MilestoneId = MilestoneId,
        Days = Days,
        PastCap = PastCap,
        Fte = decimal.TryParse(Percent, NumberStyles.Number, texts.Culture, out var percent) ? percent / 100 : null,
        TitleEn = TitleEn,
        TitleFr = TitleFr,
        LeavingId = LeavingId,
        SuccessorEmail = SuccessorEmail,
        SupervisorKind = SupervisorKind,
        PartyId = PartyId,
        SharePercent = SharePercent,
        HoldsHdr = HoldsHdr,
        Category = Category,
        HostPartyId = HostPartyId,
        HostUnitId = HostUnitId,
        Purpose = Purpose,
        Reason = Reason,
        Evidence = Evidence,
    };

    /// <summary>Says in words what is missing or was not understood.</summary>
    /// <param name="whole">False while it is only kept: what is missing may still come.</param>
    private void Check(bool whole)
    {
        ModelState.CheckDays(Kind, From, To, texts, whole);
        ModelState.CheckAmounts(Kind, Percent, MilestoneId, Days, texts, whole);
        foreach (var (field, text) in new[]
        {
            (nameof(SharePercent), "ChangeRequests.NumberNotUnderstood"), (nameof(LeavingId), "ChangeRequests.ChoiceNotUnderstood"), (nameof(SupervisorKind), "ChangeRequests.ChoiceNotUnderstood"), (nameof(PartyId), "ChangeRequests.ChoiceNotUnderstood"),
            (nameof(Category), "ChangeRequests.ChoiceNotUnderstood"), (nameof(HostPartyId), "ChangeRequests.ChoiceNotUnderstood"), (nameof(HostUnitId), "ChangeRequests.ChoiceNotUnderstood"),
        })
            ModelState.SayInWords(field, texts[text]);
        if (whole && string.IsNullOrWhiteSpace(Reason))
            ModelState.AddModelError(nameof(Reason), texts["Error.ChangeRequestReasonMissing"]);
    }
}
