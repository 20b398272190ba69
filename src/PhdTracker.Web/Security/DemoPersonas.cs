using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Configuration;

namespace PhdTracker.Web.Security;

/// <summary>A demo account as the sign-in page offers it.</summary>
public sealed record Persona(string Email, string Name, string Role);

/// <summary>The demo accounts of one side; <paramref name="Side"/> is null for those of both.</summary>
public sealed record PersonaGroup(string? Side, string Title, IReadOnlyList<Persona> People);

/// <summary>Demo accounts that can be entered with one click. Only in Development, and only where demo data is loaded.</summary>
public sealed class DemoPersonas(PhdTrackerDb db, Settings settings)
{
    private static readonly (string Email, string? Side, string RoleKey)[] Known =
    [
        ("student.uk@demo.example", "UK", "SignIn.Persona.Student"),
        ("lead.uk@demo.example", "UK", "SignIn.Persona.Lead"),
        ("unit.uk@demo.example", "UK", "SignIn.Persona.Department"),
        ("director.uk@demo.example", "UK", "SignIn.Persona.Director"),
        ("office.uk@demo.example", "UK", "SignIn.Persona.Office"),
        ("legal.uk@demo.example", "UK", "SignIn.Persona.Legal"),
        ("registry.uk@demo.example", "UK", "SignIn.Persona.Registry"),
        ("signatory.uk@demo.example", "UK", "SignIn.Persona.Signatory"),
        ("newcomer.uk@demo.example", "UK", "SignIn.Persona.Newcomer"),
        ("applicant.uk@demo.example", "UK", "SignIn.Persona.Applicant"),
        ("student.fr@demo.example", "FR", "SignIn.Persona.Student"),
        ("lead.fr@demo.example", "FR", "SignIn.Persona.Lead"),
        ("unit.fr@demo.example", "FR", "SignIn.Persona.ResearchUnit"),
        ("school.fr@demo.example", "FR", "SignIn.Persona.DoctoralSchool"),
        ("office.fr@demo.example", "FR", "SignIn.Persona.Office"),
        ("legal.fr@demo.example", "FR", "SignIn.Persona.Legal"),
        ("signatory.fr@demo.example", "FR", "SignIn.Persona.President"),
        ("newcomer.fr@demo.example", "FR", "SignIn.Persona.Newcomer"),
        ("applicant.fr@demo.example", "FR", "SignIn.Persona.Applicant"),
        ("programme@demo.example", null, "SignIn.Persona.Programme"),
        ("auditor@demo.example", null, "SignIn.Persona.Auditor"),
        ("admin@demo.example", null, "SignIn.Persona.Administrator"),
    ];

    /// <summary>Whether demo accounts can be entered with one click here.</summary>
    public bool Offered => settings.DemoIsOpen;

    /// <summary>The accounts that exist, by side; none outside a demonstration.</summary>
    public async Task<IReadOnlyList<PersonaGroup>> GroupsAsync(Texts texts, CancellationToken ct)
    {
        if (!Offered)
            return [];
        var emails = Known.Select(k => k.Email).ToList();
        var names = await db.Users.AsNoTracking().Where(p => emails.Contains(p.Email!))
            .Select(p => new { p.Email, p.GivenName, p.FamilyName }).ToDictionaryAsync(p => p.Email!, p => $"{p.GivenName} {p.FamilyName}", ct);
        return [.. Known.Where(k => names.ContainsKey(k.Email)).GroupBy(k => k.Side).Select(g => new PersonaGroup(
            g.Key,
            g.Key switch { "UK" => texts["SignIn.Personas.Uk"], "FR" => texts["SignIn.Personas.Fr"], _ => texts["SignIn.Personas.Both"] },
            [.. g.Select(k => new Persona(k.Email, names[k.Email], texts[k.RoleKey]))]))];
    }

    /// <summary>The demo account with this address; null outside a demonstration, and for every other address.</summary>
    public async Task<Person?> FindAsync(string? email, CancellationToken ct)
    {
        var known = Known.FirstOrDefault(k => k.Email == email).Email;
        return Offered && known is not null ? await db.Users.SingleOrDefaultAsync(p => p.Email == known, ct) : null;
    }
}
