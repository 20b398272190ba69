using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Primitives;
using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Features.ChangeRequests;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Candidatures;

/// <summary>Tries a change: every date before and after it, with why. Nothing is saved, so it is all in the address.</summary>
public sealed class WhatIfModel(CurrentPerson current, Pathways pathways, ChangeRequestChoices choices, WhatIf whatIf, Texts texts) : PageModel
{
    private static readonly HashSet<string> Fields = new([nameof(From), nameof(To), nameof(Percent), nameof(MilestoneId), nameof(Days), nameof(PastCap)], StringComparer.OrdinalIgnoreCase);

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    /// <summary>Percent of full time, as typed.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Percent { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? MilestoneId { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Days { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool PastCap { get; set; }

    public Pathway Pathway { get; private set; } = null!;
    public ChangeRequestKind Tried { get; private set; }
    public ChangeRequestOffer Offer { get; private set; } = null!;

    /// <summary>Whether the reader's office may go past what the rules allow.</summary>
    public bool MayPassCap { get; private set; }

    /// <summary>Whether the reader may ask for what was tried.</summary>
    public bool MayAsk { get; private set; }

    /// <summary>Null before something was tried, or where it cannot be.</summary>
    public WhatIfResult? Result { get; private set; }

    public async Task OnGetAsync(int id, CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        Pathway = await pathways.ReadAsync(id, access, ct);
        if (!access.May(Permission.TryChanges, Pathway.Scope))
            throw new NotFoundException();
        Tried = WhatIf.Kinds.FirstOrDefault(k => Word(k) == Kind, WhatIf.Kinds[0]);
        (MayPassCap, MayAsk) = (access.May(Permission.ManageCandidatures, Pathway.Scope), access.May(Permission.RequestChanges, Pathway.Scope));
        Offer = await choices.OfAsync(Pathway, Tried, ct);
        // Without a field of the form in the address nothing was tried yet.
        if (!new[] { nameof(From), nameof(MilestoneId) }.Any(Request.Query.ContainsKey))
            return;
        Check();
        if (ModelState.IsValid)
            await TryAsync(ct);
    }

    /// <summary>From the form of a request: only what moves dates goes into the address, no reason.</summary>
    public IActionResult OnPost(int id) => Redirect($"{Path(id, Kind ?? "")}{Query('&', Request.Form)}");

    /// <summary>How a kind stands in the address.</summary>
    public static string Word(ChangeRequestKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>Where a change of a kind is tried.</summary>
    public static string Path(int candidatureId, string kind) => FormattableString.Invariant($"/candidatures/{candidatureId}/what-if?kind={Uri.EscapeDataString(kind)}");

    /// <summary>The form of a request with what was tried in it.</summary>
    public string AskPath() => ChangeRequestWords.ListPath(Pathway.Id, Tried) + Query('?', Request.Query);

    /// <summary>A share of full time in percent, as the reader writes it.</summary>
    public string Share(decimal fte) => (fte * 100).ToString("0.##", texts.Culture);

    private static string Query(char first, IEnumerable<KeyValuePair<string, StringValues>> fields) =>
        QueryString.Create(fields.Where(f => Fields.Contains(f.Key) && !StringValues.IsNullOrEmpty(f.Value))).ToString().Replace('?', first);

    private decimal? Fte() => decimal.TryParse(Percent, NumberStyles.Number, texts.Culture, out var percent) ? percent / 100 : null;

    /// <summary>Says in words what is missing or was not understood.</summary>
    private void Check()
    {
        ModelState.CheckDays(Tried, From, To, texts, whole: true);
        ModelState.CheckAmounts(Tried, Percent, MilestoneId, Days, texts, whole: true);
    }

    private async Task TryAsync(CancellationToken ct)
    {
        var details = new ChangeRequestDetails { From = From, To = To, Fte = Fte(), MilestoneId = MilestoneId, Days = Days, PastCap = PastCap };
        try
        {
            Result = await whatIf.OfAsync(new TriedChange(Pathway.Id, Tried, details), await current.PersonAsync(ct), ct);
        }
        catch (DomainRuleException refused)
        {
            ModelState.AddModelError(refused.Field ?? "", refused.In(texts));
        }
    }
}
