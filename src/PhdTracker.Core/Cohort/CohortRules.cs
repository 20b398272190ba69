using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Cohort;

/// <summary>By which rules a student counts as at risk, and how much a supervisor may carry. One row; a threshold that is null switches its rule off.</summary>
public sealed class CohortRules : Entity, IAudited
{
    private const int UsualMeetingDays = 56;

    /// <summary>What <see cref="Known"/> is since there is the rule about meetings.</summary>
    private const int WithMeetings = 1;

    private int? _meetingDays = UsualMeetingDays;

    string? IAudited.Case => CaseKey.System;

    /// <summary>Always 1: the database keeps a second row out.</summary>
    public int Only { get; private set; } = 1;

    /// <summary>Something has been overdue for more than so many days.</summary>
    public int? OverdueDays { get; private set; } = 30;

    /// <summary>The funding ends before the thesis is due.</summary>
    public bool WatchesFunding { get; private set; } = true;

    /// <summary>The agreement ends within so many days, and before the thesis is due.</summary>
    public int? AgreementDays { get; private set; } = 365;

    /// <summary>One and the same milestone was returned so many times without being passed.</summary>
    public int? Returns { get; private set; } = 2;

    /// <summary>No meeting was recorded for so many days.</summary>
    public int? MeetingDays
    {
        get => _meetingDays ?? (Known < WithMeetings ? UsualMeetingDays : null);
        private set => _meetingDays = value;
    }

    /// <summary>Most students that one supervisor may have at once.</summary>
    public int? MostStudents { get; private set; } = 8;

    /// <summary>Most that the shares of one supervisor may add up to, in per cent: 400 is four students alone.</summary>
    public int? MostLoad { get; private set; } = 400;

    /// <summary>What counts as the share of a supervisor of whom none is recorded, in per cent.</summary>
    public int UnknownShare { get; private set; } = 50;

    /// <summary>Which rules there were when somebody last set them: one that came later stands at its usual threshold, and was not switched off.</summary>
    public int Known { get; private set; } = WithMeetings;

    /// <summary>Sets all of them.</summary>
    /// <exception cref="DomainRuleException"><c>RuleOutOfRange</c>.</exception>
    public void Set(CohortRuleValues values)
    {
        OverdueDays = Checked(values.OverdueDays, 0, 365, nameof(OverdueDays));
        AgreementDays = Checked(values.AgreementDays, 1, 1095, nameof(AgreementDays));
        Returns = Checked(values.Returns, 1, 10, nameof(Returns));
        MeetingDays = Checked(values.MeetingDays, 7, 365, nameof(MeetingDays));
        MostStudents = Checked(values.MostStudents, 1, 100, nameof(MostStudents));
        MostLoad = Checked(values.MostLoad, 50, 5000, nameof(MostLoad));
        UnknownShare = Checked(values.UnknownShare, 1, 100, nameof(UnknownShare)) ?? throw OutOfRange(1, 100, nameof(UnknownShare));
        (WatchesFunding, Known) = (values.WatchesFunding, WithMeetings);
    }

    private static int? Checked(int? value, int least, int most, string field) => value < least || value > most ? throw OutOfRange(least, most, field) : value;

    private static DomainRuleException OutOfRange(int least, int most, string field) => new("RuleOutOfRange", least, most) { Field = field };

    /// <summary>Those that count now: the usual ones until somebody has set others.</summary>
    public static async Task<CohortRules> ReadAsync(PhdTrackerDb db, CancellationToken ct) =>
        await db.CohortRules.AsNoTracking().OrderBy(r => r.Id).FirstOrDefaultAsync(ct) ?? new CohortRules();
}

/// <summary>All rules of <see cref="CohortRules"/>; null switches one off.</summary>
public sealed record CohortRuleValues(int? OverdueDays, bool WatchesFunding, int? AgreementDays, int? Returns, int? MeetingDays, int? MostStudents, int? MostLoad, int? UnknownShare);

internal sealed class CohortRulesMapping : IEntityTypeConfiguration<CohortRules>
{
    public void Configure(EntityTypeBuilder<CohortRules> builder)
    {
        builder.ToTable("CohortRules");
        builder.HasIndex(r => r.Only).IsUnique();
        builder.Property(r => r.MeetingDays).HasField("_meetingDays");
    }
}
