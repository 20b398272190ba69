using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Web.Features.Candidatures;

/// <summary>One supervision of a student, as pages about it show it.</summary>
public sealed record SupervisionLine(int Id, int Version, string Name, SupervisorKind Kind, int PartyId, string Side, string Country, int? SharePercent, bool HoldsHdr, DateOnly From, DateOnly? To, string? EndReason)
{
    /// <summary>Everybody who supervises or did, in order of their first days.</summary>
    public static Task<List<SupervisionLine>> OfAsync(PhdTrackerDb db, int candidatureId, CancellationToken ct) => db.SupervisorAssignments.AsNoTracking()
        .Where(s => s.CandidatureId == candidatureId).OrderBy(s => s.From).ThenBy(s => s.Id)
        .Select(s => new SupervisionLine(s.Id, s.Version, (s.Person.Title == null ? "" : s.Person.Title + " ") + s.Person.GivenName + " " + s.Person.FamilyName, s.Kind, s.PartyId, s.Party.Side,
            s.Party.Institution.Country, s.SharePercent, s.HoldsHdr == true, s.From, s.To, s.EndReason)).ToListAsync(ct);
}

/// <summary>A present supervisor in the form.</summary>
public sealed class PresentRow
{
    public int Id { get; set; }
    public int? Share { get; set; }
    public bool Hdr { get; set; }
    public DateOnly? LastDay { get; set; }
}

/// <summary>A supervisor whom the form adds.</summary>
public sealed class AddedRow
{
    public string? Email { get; set; }
    public SupervisorKind? Kind { get; set; }
    public int? PartyId { get; set; }
    public int? Share { get; set; }
    public bool Hdr { get; set; }
}

/// <summary>Rows of supervisors in forms.</summary>
public static class SupervisionForm
{
    /// <summary>How many may be added at once.</summary>
    public const int AddedRows = 2;

    /// <summary>What the form calls a row that is added.</summary>
    public static string Field(int index) => FormattableString.Invariant($"Added_{index}");

    public static List<SupervisorRow> Rows(IEnumerable<AddedRow> added) =>
        [.. added.Select((row, index) => new SupervisorRow(row.Email, row.Kind, row.PartyId, row.Share, row.Hdr, Field(index)))];

    /// <summary>Exactly as many rows as the form shows.</summary>
    public static List<AddedRow> Padded(List<AddedRow> added, int rows) =>
        [.. added.Concat(Enumerable.Range(0, rows).Select(_ => new AddedRow())).Take(rows)];

    /// <summary>Says in words that a share or a day of a row is none.</summary>
    public static void CheckRows(this ModelStateDictionary state, Texts texts)
    {
        foreach (var key in state.Where(e => e.Value!.Errors.Count > 0 && e.Key.Contains('[', StringComparison.Ordinal)).Select(e => e.Key).ToList())
        {
            state.Remove(key);
            state.AddModelError(key, texts[key.EndsWith(".Share", StringComparison.Ordinal) ? "Acts.Supervisors.ShareNotUnderstood" : key.EndsWith(".LastDay", StringComparison.Ordinal) ? "Acts.DayNotUnderstood" : "Acts.Supervisors.ChoiceNotUnderstood"]);
        }
    }

    public static IReadOnlyList<SelectListItem> Kinds(Texts texts, SupervisorKind? chosen) =>
        [new("", ""), .. Enum.GetValues<SupervisorKind>().Select(k => new SelectListItem(texts.Enum(k), k.ToString(), k == chosen))];

    /// <summary>The sides for which somebody may speak.</summary>
    public static Task<List<PartyChoice>> PartiesAsync(PhdTrackerDb db, int? programmeId, CancellationToken ct) => db.Programmes.AsNoTracking()
        .Where(p => p.Id == programmeId).SelectMany(p => p.Parties).OrderBy(p => p.Id).Select(p => new PartyChoice(p.Id, p.Side, p.Institution.ShortName)).ToListAsync(ct);
}

/// <summary>A side to choose.</summary>
public sealed record PartyChoice(int Id, string Side, string Institution);
