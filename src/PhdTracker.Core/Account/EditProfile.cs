using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>Changes one's own name, language and look.</summary>
public sealed record EditProfile(string? Title, string? GivenName, string? FamilyName, string? Language, string? Theme)
{
    /// <summary>Everything that is wrong, each with its field.</summary>
    public IEnumerable<DomainRuleException> Problems()
    {
        foreach (var problem in PersonDetails.NameProblems(Title, GivenName, FamilyName))
            yield return problem;
        if (Language is not ("en" or "fr"))
            yield return new DomainRuleException("LanguageUnknown") { Field = "Language" };
        if (Theme is not ("light" or "dark" or "auto"))
            yield return new DomainRuleException("ThemeUnknown") { Field = "Theme" };
    }
}

public sealed class EditProfileHandler(PhdTrackerDb db)
{
    /// <exception cref="DomainRuleException">Something is missing, too long or unknown.</exception>
    public async Task HandleAsync(EditProfile command, Person by, CancellationToken ct)
    {
        foreach (var problem in command.Problems())
            throw problem;
        by.Rename(command.GivenName!, command.FamilyName!);
        by.Retitle(command.Title);
        by.Prefer(command.Language!, command.Theme!);
        by.Touch();
        db.Record(CaseKey.Person(by.Id), new Act(nameof(EditProfile), by.Id, SubjectKind: nameof(Person), SubjectId: by.Id));
        await db.SaveChangesAsync(ct);
    }
}
