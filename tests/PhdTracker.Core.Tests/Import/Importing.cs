using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Import;
using PhdTracker.Core.Localisation;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Import;

/// <summary>Imports as the command line does, and tells what a database then holds.</summary>
internal static class Importing
{
    public static Task<ImportReport> ImportAsync(this TestDatabase database, params SheetFile[] files) =>
        database.InScopeAsync(services => services.GetRequiredService<ImportSheetsHandler>().HandleAsync(new ImportSheets(files), Texts.English, CancellationToken.None));

    /// <summary>A UK sheet of these lines, under the header of the office's own.</summary>
    public static SheetFile UkSheet(params string[] lines) => new("uk.csv", OfficeSheets.Utf8([OfficeSheets.UkHeader, .. lines]));

    /// <summary>A French sheet of these lines, under the header of the office's own.</summary>
    public static SheetFile FrSheet(params string[] lines) => new("fr.csv", OfficeSheets.Utf8([OfficeSheets.FrHeader, .. lines]));

    /// <summary>Everything that an import writes, by names and not by ids.</summary>
    public static Task<string> ContentAsync(this TestDatabase database) => database.AskAsync(async db => JsonSerializer.Serialize(new
    {
        Projects = await db.Projects.OrderBy(p => p.Code).Select(p => new { p.Code, p.Title, p.State, p.Goals, p.Call!.Number, Places = p.Studentships.Count }).ToListAsync(),
        People = await db.Users.OrderBy(p => p.SearchName).ThenBy(p => p.Email)
            .Select(p => new { p.DisplayName, p.GivenName, p.FamilyName, p.Email, p.Title, p.Language, Institution = p.Institution!.Code, Unit = p.Unit!.Name }).ToListAsync(),
        Candidatures = await db.Candidatures.OrderBy(c => c.Studentship.Project.Code).ThenBy(c => c.Studentship.Party.Side).Select(c => new
        {
            c.Studentship.Project.Code,
            c.Studentship.Party.Side,
            c.Student.SearchName,
            c.State,
            c.StartOn,
            c.Fte,
            c.StudentNumber,
            Home = c.HomeInstitution!.Code,
            Unit = c.Unit!.Name,
            School = c.DoctoralSchool!.Name,
            c.ContractEndsOn,
            c.DefenceOn,
            c.TrainingHours,
            c.MobilityNote,
            Periods = c.StatusPeriods.OrderBy(p => p.From).Select(p => new { p.Kind, p.From, p.To, p.Reason }).ToList(),
            Supervisors = c.Supervisors.OrderBy(s => s.Kind).Select(s => new { s.Kind, s.Person.SearchName, s.Person.Email, s.Party.Side, s.From, s.To, s.HoldsHdr }).ToList(),
            Milestones = c.Milestones.OrderBy(m => m.RuleSetCode).ThenBy(m => m.RuleCode).ThenBy(m => m.Occurrence)
                .Select(m => new { m.RuleSetCode, m.RuleCode, m.Occurrence, m.State, m.OpensOn, m.DueOn, m.DoneOn, m.RationaleFr, EquivalentTo = m.EquivalentTo!.RuleCode }).ToList(),
        }).ToListAsync(),
        Units = await db.Units.OrderBy(u => u.Institution.Code).ThenBy(u => u.Kind).ThenBy(u => u.Name).ThenBy(u => u.Code).Select(u => new { u.Institution.Code, u.Kind, u.Name, UnitCode = u.Code, u.City }).ToListAsync(),
    }));
}
