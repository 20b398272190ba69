using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Documents;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Training;

public enum TrainingCategory { Ethics, Scientific, Professional, Other }

public enum TrainingState { Recorded, Confirmed, Returned }

/// <summary>Training that a student followed. It counts once the home side has confirmed it.</summary>
public sealed class TrainingActivity : Entity, IAudited
{
    public const int LongestTitle = 200;
    public const int MostHours = 500;

    private TrainingActivity() { }

    /// <exception cref="DomainRuleException"><c>CandidatureClosed</c>.</exception>
    public TrainingActivity(Candidature candidature, Person recordedBy)
    {
        candidature.EnsureGoesOn();
        (Candidature, RecordedBy) = (candidature, recordedBy);
    }

    public int CandidatureId { get; private set; }
    string? IAudited.Case => CaseKey.Candidature(CandidatureId);
    public Candidature Candidature { get; private set; } = null!;
    public string Title { get; private set; } = "";
    public TrainingCategory Category { get; private set; }

    /// <summary>Hours, or credits where the doctoral school counts those: the unit of its rule.</summary>
    public decimal Hours { get; private set; }
    public DateOnly From { get; private set; }

    /// <summary>Last day, included; the first where it was one day.</summary>
    public DateOnly To { get; private set; }

    /// <summary>The certificate; null where there is none.</summary>
    public int? DocumentId { get; private set; }
    public Document? Document { get; private set; }
    public TrainingState State { get; private set; }
    public int RecordedById { get; private set; }
    public Person RecordedBy { get; private set; } = null!;

    /// <summary>Who confirmed or returned it last.</summary>
    public int? SettledById { get; private set; }
    public Person? SettledBy { get; private set; }
    public DateOnly? SettledOn { get; private set; }

    /// <summary>Why it was returned.</summary>
    public string? ReturnReason { get; private set; }

    /// <summary>What was followed. What was returned waits to be confirmed again.</summary>
    /// <exception cref="DomainRuleException">
    /// <c>TrainingConfirmed</c>, <c>TrainingTitleMissing</c>, <c>TrainingTitleTooLong</c>, <c>TrainingCategoryMissing</c>, <c>TrainingHoursOutOfRange</c>, <c>TrainingDayMissing</c>, <c>TrainingEndsBeforeItBegins</c>,
    /// <c>TrainingInFuture</c>, <c>DateOutOfRange</c>.
    /// </exception>
    public void Describe(TrainingDetails details, DateOnly today)
    {
        if (State == TrainingState.Confirmed)
            throw new DomainRuleException("TrainingConfirmed");
        if (details.Problems(today).FirstOrDefault() is { } problem)
            throw problem;
        (Title, Category, Hours) = (details.Title!.Trim(), details.Category!.Value, details.Hours!.Value);
        (From, To) = (details.From!.Value, details.To ?? details.From.Value);
        State = TrainingState.Recorded;
    }

    /// <summary>The certificate, in place of one that was there.</summary>
    public void Prove(Document document) => Document = document;

    /// <exception cref="DomainRuleException"><c>TrainingNotWaiting</c>.</exception>
    public void Confirm(Person by, DateOnly on)
    {
        if (State != TrainingState.Recorded)
            throw new DomainRuleException("TrainingNotWaiting");
        (State, SettledBy, SettledOn, ReturnReason) = (TrainingState.Confirmed, by, on, null);
    }

    /// <summary>Something is missing or wrong: it does not count, even if it was confirmed before.</summary>
    /// <exception cref="DomainRuleException"><c>TrainingNotWaiting</c>, <c>OfficeReasonMissing</c>, <c>OfficeReasonTooLong</c>.</exception>
    public void Return(string? reason, Person by, DateOnly on)
    {
        if (State == TrainingState.Returned)
            throw new DomainRuleException("TrainingNotWaiting");
        (State, SettledBy, SettledOn, ReturnReason) = (TrainingState.Returned, by, on, LeavingText.Required(reason));
    }

    /// <exception cref="DomainRuleException"><c>TrainingConfirmed</c>: only what does not count is removed.</exception>
    public void EnsureRemovable()
    {
        if (State == TrainingState.Confirmed)
            throw new DomainRuleException("TrainingConfirmed");
    }
}

/// <summary>What somebody says about training.</summary>
/// <param name="To">Last day; null where it was one day.</param>
public sealed record TrainingDetails(string? Title, TrainingCategory? Category, decimal? Hours, DateOnly? From, DateOnly? To)
{
    /// <summary>Everything that is wrong with it, field by field: the codes of <see cref="TrainingActivity.Describe"/>.</summary>
    public IEnumerable<DomainRuleException> Problems(DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(Title))
            yield return new DomainRuleException("TrainingTitleMissing") { Field = nameof(Title) };
        else if (Title.Trim().Length > TrainingActivity.LongestTitle)
            yield return new DomainRuleException("TrainingTitleTooLong", TrainingActivity.LongestTitle) { Field = nameof(Title) };
        if (Category is null || !Enum.IsDefined(Category.Value))
            yield return new DomainRuleException("TrainingCategoryMissing") { Field = nameof(Category) };
        if (Hours is null or <= 0 or > TrainingActivity.MostHours || decimal.Round(Hours.Value, 2) != Hours)
            yield return new DomainRuleException("TrainingHoursOutOfRange", TrainingActivity.MostHours) { Field = nameof(Hours) };
        if (DayProblem(today) is { } wrong)
            yield return wrong;
    }

    private DomainRuleException? DayProblem(DateOnly today)
    {
        if (From is not { } from)
            return new DomainRuleException("TrainingDayMissing") { Field = nameof(From) };
        if (from.Year is < 1990 or > 2100)
            return new DomainRuleException("DateOutOfRange", 1990, 2100) { Field = nameof(From) };
        if (To < from)
            return new DomainRuleException("TrainingEndsBeforeItBegins") { Field = nameof(To) };
        return (To ?? from) > today ? new DomainRuleException("TrainingInFuture") { Field = To is null ? nameof(From) : nameof(To) } : null;
    }
}

internal sealed class TrainingActivityMapping : IEntityTypeConfiguration<TrainingActivity>
{
    public void Configure(EntityTypeBuilder<TrainingActivity> builder)
    {
        builder.ToTable("TrainingActivities");
        builder.Property(t => t.Title).HasMaxLength(TrainingActivity.LongestTitle);
        builder.Property(t => t.Hours).HasPrecision(6, 2);
        builder.Property(t => t.ReturnReason).HasMaxLength(LeavingText.LongestNote);
        builder.HasOne(t => t.Candidature).WithMany(c => c.Training).HasForeignKey(t => t.CandidatureId);
        builder.HasOne(t => t.RecordedBy).WithMany().HasForeignKey(t => t.RecordedById);
        builder.HasOne(t => t.SettledBy).WithMany().HasForeignKey(t => t.SettledById);
        builder.HasIndex(t => t.State);
    }
}
