using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Collaboration;

/// <summary>Puts the facts of <c>collaboration.json</c> into an empty database: institutions, structures, programmes, calls, themes. A database that has a programme is left alone.</summary>
public sealed class SeedCollaborationHandler(PhdTrackerDb db)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <param name="goLiveOn">First day on which reminders are sent.</param>
    /// <param name="yearsLater">Years by which the calls are moved: a demonstration keeps them recent.</param>
    public async Task HandleAsync(DateOnly? goLiveOn, CancellationToken ct, int yearsLater = 0)
    {
        if (await db.Programmes.AnyAsync(ct))
            return;
        await using var stream = typeof(SeedCollaborationHandler).Assembly.GetManifestResourceStream("collaboration.json")!;
        var facts = (await JsonSerializer.DeserializeAsync<Facts>(stream, Json, ct))!;
        var institutions = facts.Institutions.ToDictionary(
            i => i.Code, i => new Institution(i.Code, i.NameEn, i.NameFr, i.ShortName, i.Country, i.TimeZone, i.Language, i.AwardsDegrees, i.Regime));
        db.AddRange(institutions.Values);
        var structures = AddStructures(facts, institutions);
        var programmes = new Dictionary<string, Programme>(StringComparer.Ordinal);
        foreach (var p in facts.Programmes)
        {
            var programme = new Programme(p.Code, p.NameEn, p.NameFr, p.AwardModel, p.Structure is null ? null : structures[p.Structure], goLiveOn);
            foreach (var party in p.Parties)
                programme.AddParty(institutions[party.Institution], party.Side);
            db.Programmes.Add(programmes[p.Code] = programme);
        }
        db.AddRange(facts.Calls.Select(c => new Call(programmes[c.Programme], c.Number, c.Year + yearsLater, c.ThemeEn, c.ThemeFr)));
        db.AddRange(facts.Themes.Select(t => new Theme(t.NameEn, t.NameFr)));
        db.Record(CaseKey.System, new Act("SeedCollaboration", null));
        await db.SaveChangesAsync(ct);
    }

    private Dictionary<string, CollaborationStructure> AddStructures(Facts facts, Dictionary<string, Institution> institutions)
    {
        var structures = new Dictionary<string, CollaborationStructure>(StringComparer.Ordinal);
        foreach (var s in facts.Structures)
        {
            var structure = new CollaborationStructure(s.Code, s.Type, s.Name, s.Parent is null ? null : structures[s.Parent], s.From, s.Field, s.Site);
            structure.Partners.AddRange(s.Partners.Select(p => institutions[p]));
            db.Structures.Add(structures[s.Code] = structure);
        }
        return structures;
    }

    private sealed record Facts(List<InstitutionFact> Institutions, List<StructureFact> Structures, List<ProgrammeFact> Programmes, List<CallFact> Calls, List<ThemeFact> Themes);
    private sealed record InstitutionFact(string Code, string NameEn, string NameFr, string ShortName, string Country, string TimeZone, string Language, bool AwardsDegrees, string Regime);
    private sealed record StructureFact(string Code, StructureType Type, string Name, string? Parent, DateOnly? From, string? Field, string? Site, List<string> Partners);
    private sealed record ProgrammeFact(string Code, string NameEn, string NameFr, AwardModel AwardModel, string? Structure, List<PartyFact> Parties);
    private sealed record PartyFact(string Institution, string Side);
    private sealed record CallFact(string Programme, int Number, int Year, string ThemeEn, string ThemeFr);
    private sealed record ThemeFact(string NameEn, string NameFr);
}
