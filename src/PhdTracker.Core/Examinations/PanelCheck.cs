using PhdTracker.Core.Import;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Examinations;

/// <summary>Some examiners do not fit the rules. Every broken rule is told, not only the first.</summary>
public sealed class PanelRulesException(IReadOnlyList<DomainRuleException> broken) : DomainRuleException("PanelRules")
{
    public IReadOnlyList<DomainRuleException> Broken { get; } = broken;

    public override string In(Texts texts) => string.Join(" ", Broken.Select(b => b.In(texts)));
}

/// <summary>Whether the people named can examine: the rules of the country, and that none is too close to the student.</summary>
public static class PanelCheck
{
    /// <summary>Every rule that is broken, as the exception that tells it; empty if the panel may be proposed.</summary>
    /// <param name="supervisors">Everybody who supervises or supervised the student.</param>
    public static IReadOnlyList<DomainRuleException> Broken(IReadOnlyList<Nominee> nominees, ExaminationRules rules, IReadOnlyCollection<KnownPerson> supervisors) =>
        [.. nominees.SelectMany((n, i) => OfOne(n, i, rules, supervisors)), .. Twice(nominees), .. Together(nominees, rules)];

    private static IEnumerable<DomainRuleException> OfOne(Nominee nominee, int row, ExaminationRules rules, IReadOnlyCollection<KnownPerson> supervisors)
    {
        DomainRuleException At(string field, DomainRuleException broken) => new(broken.Code, [.. broken.Arguments]) { Field = $"Rows[{row}].{field}" };
        if (string.IsNullOrWhiteSpace(nominee.Name))
            yield return At("Name", new DomainRuleException("ExaminerNameMissing", row + 1));
        if (!LooksLikeAddress(nominee.Email))
            yield return At("Email", new DomainRuleException("ExaminerEmailMissing", Named(nominee, row)));
        if (string.IsNullOrWhiteSpace(nominee.Institution) || string.IsNullOrWhiteSpace(nominee.Country))
            yield return At(string.IsNullOrWhiteSpace(nominee.Institution) ? "Institution" : "Country", new DomainRuleException("ExaminerInstitutionMissing", Named(nominee, row)));
        if (new[] { nominee.Name, nominee.Email, nominee.Institution, nominee.Country }.Any(t => t.Length > Examination.LongestName))
            yield return At("Name", new DomainRuleException("ExaminerTextTooLong", Examination.LongestName));
        if (nominee.Role is not { } role || !rules.Roles.Contains(role))
            yield return At("Role", new DomainRuleException("ExaminerRoleMissing", Named(nominee, row)));
        if (nominee.Rank is null)
            yield return At("Rank", new DomainRuleException("ExaminerRankMissing", Named(nominee, row)));
        if (nominee.HasConflict)
            yield return At("HasConflict", new DomainRuleException("ExaminerHasConflict", Named(nominee, row)));
        if (supervisors.Any(s => IsSame(s, nominee)))
            yield return At("Name", new DomainRuleException("ExaminerSupervises", Named(nominee, row)));
    }

    private static IEnumerable<DomainRuleException> Twice(IReadOnlyList<Nominee> nominees) => nominees
        .Where(n => !string.IsNullOrWhiteSpace(n.Email)).GroupBy(n => n.Email.Trim(), StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1)
        .Select(g => new DomainRuleException("ExaminerTwice", g.First().Name));

    private static IEnumerable<DomainRuleException> Together(IReadOnlyList<Nominee> nominees, ExaminationRules rules)
    {
        var (panel, all) = (rules.Panel, nominees.Count);
        if (all < panel.Fewest || all > panel.Most)
            yield return new CountedRuleException("PanelSize", all, panel.Fewest, panel.Most);
        foreach (var (role, least) in panel.AtLeast)
        {
            if (nominees.Count(n => n.Role == role) < least)
                yield return TooFew(role, least);
        }
        foreach (var (role, most) in panel.AtMost)
        {
            if (nominees.Count(n => n.Role == role) > most)
                yield return TooMany(role, most);
        }
        var external = nominees.Count(rules.IsExternal);
        if (external < panel.ExternalShare * all)
            yield return new CountedRuleException("PanelExternals", external, all, Needed(panel.ExternalShare, all));
        var professors = nominees.Count(n => n.Rank == ExaminerRank.Professor);
        if (professors < panel.ProfessorShare * all)
            yield return new CountedRuleException("PanelProfessors", professors, all, Needed(panel.ProfessorShare, all));
    }

    private static DomainRuleException TooFew(ExaminerRole role, int least) => role switch
    {
        ExaminerRole.InternalExaminer => new CountedRuleException("PanelInternalMissing", least),
        ExaminerRole.ExternalExaminer => new CountedRuleException("PanelExternalMissing", least),
        ExaminerRole.Rapporteur => new CountedRuleException("PanelRapporteursMissing", least),
        ExaminerRole.President => new CountedRuleException("PanelPresidentMissing", least),
        _ => new CountedRuleException("PanelExaminateursMissing", least),
    };

    private static DomainRuleException TooMany(ExaminerRole role, int most) =>
        role == ExaminerRole.President ? new CountedRuleException("PanelPresidentTwice", most) : new CountedRuleException("PanelRapporteursTooMany", most);

    private static int Needed(decimal share, int all) => (int)Math.Ceiling(share * all);

    private static string Named(Nominee nominee, int row) => string.IsNullOrWhiteSpace(nominee.Name) ? $"#{row + 1}" : nominee.Name.Trim();

    private static bool LooksLikeAddress(string email) => email.Trim() is { Length: > 4 } text && text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 3 && !text.Any(char.IsWhiteSpace);

    /// <summary>The same address, or the same name however it is written: "Prof Niamh Sutcliffe", "Sutcliffe, Niamh".</summary>
    private static bool IsSame(KnownPerson known, Nominee nominee)
    {
        if (known.Email is { } email && string.Equals(email, nominee.Email.Trim(), StringComparison.OrdinalIgnoreCase))
            return true;
        var words = Fold.Words(nominee.Name).Split(' ').ToHashSet(StringComparer.Ordinal);
        return Fold.Words($"{known.GivenName} {known.FamilyName}").Split(' ').All(words.Contains);
    }
}
