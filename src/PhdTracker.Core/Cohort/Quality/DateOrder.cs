using PhdTracker.Core.Agreements;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Milestones;

namespace PhdTracker.Core.Cohort.Quality;

/// <summary>Two dates that cannot both be right.</summary>
public enum WrongOrder
{
    ContractBeforeStart,
    FundingBeforeStart,
    DefenceBeforeStart,
    AwardBeforeStart,
    MilestoneBeforeStart,
    DefenceBeforeThesis,
    PeriodBeforeStart,
    PeriodBackwards,
    StayBeforeStart,
    StayBackwards,
    SupervisionBackwards,
}

/// <summary>Dates of one student in the wrong order.</summary>
/// <param name="Earlier">The day that comes first and should not.</param>
/// <param name="Later">The day that should come first.</param>
/// <param name="MilestoneId">0 where it is about none.</param>
public sealed record WrongDates(QualityStudent About, WrongOrder Order, DateOnly Earlier, DateOnly Later, int MilestoneId, string? TitleEn, string? TitleFr);

/// <summary>The same as the database finds it.</summary>
public sealed record DatePair
{
    public required int CandidatureId { get; init; }

    /// <summary>Number of a <see cref="WrongOrder"/>: a plain number can be sorted by in every database.</summary>
    public required int Kind { get; init; }
    public required DateOnly Earlier { get; init; }
    public required DateOnly Later { get; init; }
    public required int MilestoneId { get; init; }
}

/// <summary>The one list of dates that have an order.</summary>
public static class DateOrder
{
    private static readonly List<CandidatureState> Awarded = [CandidatureState.Awarded, CandidatureState.Alumnus];

    /// <summary>Every pair of dates of these students that is in the wrong order. Who was never here may leave before their start.</summary>
    public static IQueryable<DatePair> Of(IQueryable<Candidature> candidatures)
    {
        var awarded = Awarded;
        return candidatures.Where(c => c.ContractEndsOn < c.StartOn).Select(c => new DatePair { CandidatureId = c.Id, Kind = (int)WrongOrder.ContractBeforeStart, Earlier = c.ContractEndsOn!.Value, Later = c.StartOn, MilestoneId = 0 })
            .Concat(candidatures.Where(c => c.FundingEndsOn < c.StartOn).Select(c => new DatePair { CandidatureId = c.Id, Kind = (int)WrongOrder.FundingBeforeStart, Earlier = c.FundingEndsOn!.Value, Later = c.StartOn, MilestoneId = 0 }))
            .Concat(candidatures.Where(c => c.DefenceOn < c.StartOn).Select(c => new DatePair { CandidatureId = c.Id, Kind = (int)WrongOrder.DefenceBeforeStart, Earlier = c.DefenceOn!.Value, Later = c.StartOn, MilestoneId = 0 }))
            .Concat(candidatures.Where(c => c.ClosedOn < c.StartOn && awarded.Contains(c.State)).Select(c => new DatePair { CandidatureId = c.Id, Kind = (int)WrongOrder.AwardBeforeStart, Earlier = c.ClosedOn!.Value, Later = c.StartOn, MilestoneId = 0 }))
            .Concat(Milestones(candidatures).Where(m => m.DoneOn < m.Candidature.StartOn && m.RuleCode != AgreementMilestones.InForce)
                .Select(m => new DatePair { CandidatureId = m.CandidatureId, Kind = (int)WrongOrder.MilestoneBeforeStart, Earlier = m.DoneOn!.Value, Later = m.Candidature.StartOn, MilestoneId = m.Id }))
            .Concat(Milestones(candidatures).Where(m => m.RuleCode == "thesis-submission" && m.Candidature.DefenceOn < m.DoneOn)
                .Select(m => new DatePair { CandidatureId = m.CandidatureId, Kind = (int)WrongOrder.DefenceBeforeThesis, Earlier = m.Candidature.DefenceOn!.Value, Later = m.DoneOn!.Value, MilestoneId = m.Id }))
            .Concat(Periods(candidatures).Where(p => p.From < p.Candidature.StartOn).Select(p => new DatePair { CandidatureId = p.CandidatureId, Kind = (int)WrongOrder.PeriodBeforeStart, Earlier = p.From, Later = p.Candidature.StartOn, MilestoneId = 0 }))
            .Concat(Periods(candidatures).Where(p => p.To < p.From).Select(p => new DatePair { CandidatureId = p.CandidatureId, Kind = (int)WrongOrder.PeriodBackwards, Earlier = p.To!.Value, Later = p.From, MilestoneId = 0 }))
            .Concat(candidatures.SelectMany(c => c.Stays).Where(s => s.From < s.Candidature.StartOn).Select(s => new DatePair { CandidatureId = s.CandidatureId, Kind = (int)WrongOrder.StayBeforeStart, Earlier = s.From, Later = s.Candidature.StartOn, MilestoneId = 0 }))
            .Concat(candidatures.SelectMany(c => c.Stays).Where(s => s.To < s.From).Select(s => new DatePair { CandidatureId = s.CandidatureId, Kind = (int)WrongOrder.StayBackwards, Earlier = s.To, Later = s.From, MilestoneId = 0 }))
            .Concat(candidatures.SelectMany(c => c.Supervisors).Where(s => s.To < s.From).Select(s => new DatePair { CandidatureId = s.CandidatureId, Kind = (int)WrongOrder.SupervisionBackwards, Earlier = s.To!.Value, Later = s.From, MilestoneId = 0 }));
    }

    private static IQueryable<Milestone> Milestones(IQueryable<Candidature> candidatures) => candidatures.SelectMany(c => c.Milestones).Where(m => m.EquivalentToId == null);

    // A closure that shifted everybody's dates may have begun before somebody did.
    private static IQueryable<StatusPeriod> Periods(IQueryable<Candidature> candidatures) => candidatures.SelectMany(c => c.StatusPeriods).Where(p => p.Kind != StatusKind.Shifted);
}
