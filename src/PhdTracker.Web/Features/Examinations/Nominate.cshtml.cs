using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;

namespace PhdTracker.Web.Features.Examinations;

/// <summary>One examiner as it is typed.</summary>
public sealed class ExaminerRow
{
    public string? Name { get; set; }
    public string? Email { get; set; }
    public string? Institution { get; set; }
    public string? Country { get; set; }
    public ExaminerRole? Role { get; set; }
    public ExaminerRank? Rank { get; set; }
    public bool IsExternal { get; set; }
    public bool HasConflict { get; set; }
    public bool IsEmpty => ToNominee().IsEmpty;

    public Nominee ToNominee() => new(Name ?? "", Email ?? "", Institution ?? "", Country ?? "", Role, Rank, IsExternal, HasConflict);
}

/// <summary>Where the lead of the student's side names the examiners. Every rule that is not met is told at once.</summary>
public sealed class NominateModel(ExaminationDesk desk, MilestoneGates gates, Texts texts) : ExaminationActModel(desk, texts)
{
    [BindProperty]
    public List<ExaminerRow> Rows { get; set; } = [];

    /// <summary>What the student's rules still need before examiners can be named; null where nothing is missing.</summary>
    public string? Missing { get; private set; }
    protected override string Action => "nominate";

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] NominateExaminersHandler nominate, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        // Empty rows do not count, and what is wrong is told at the row where it then stands.
        Rows = [.. Rows.Where(r => !r.IsEmpty)];
        ModelState.Clear();
        try
        {
            await nominate.HandleAsync(new NominateExaminers(id, [.. Rows.Select(r => r.ToNominee())]), await Desk.PersonAsync(ct), ct);
        }
        catch (PanelRulesException refused)
        {
            foreach (var broken in refused.Broken)
                ModelState.AddModelError(broken.Field ?? "", broken.In(Texts));
            return await AgainAsync(ct);
        }
        return await DoneAsync(Texts["Examinations.NominateDone"], ct);
    }

    protected override async Task BeginAsync(CancellationToken ct)
    {
        Rows = [.. Examination.Examiners.Select(e => new ExaminerRow { Name = e.Name, Email = e.Email, Institution = e.Institution, Country = e.Country, Role = e.Role, Rank = e.Rank, IsExternal = e.IsExternal })];
        await PrepareAsync(ct);
    }

    protected override async Task PrepareAsync(CancellationToken ct)
    {
        Missing = (await gates.MissingAsync(Examination.CandidatureId, Rules.Milestones.Nomination, ct))?.In(Texts);
        while (Rows.Count < Rules.Panel.Most)
            Rows.Add(new ExaminerRow());
    }
}
