using PhdTracker.Core.Candidatures;

namespace PhdTracker.Core.Generation;

/// <summary>What becomes of one generated student, drawn once; where they stand today follows from the days.</summary>
/// <param name="LeavesOn">Last day of one who leaves without the degree.</param>
/// <param name="SubmitsOn">The day the thesis is handed in, if nothing comes between.</param>
/// <param name="Interruption">First and last day; null for none.</param>
internal sealed record GeneratedCourse(
    DateOnly StartOn, decimal Fte, bool IsRegistered, CandidatureState Leaves, DateOnly? LeavesOn, DateOnly SubmitsOn, DateOnly ExaminedOn, DateOnly AwardedOn, (DateOnly From, DateOnly To)? Interruption)
{
    /// <summary>Months of writing before the thesis is handed in.</summary>
    private const int WritingMonths = 7;

    /// <param name="start">First day of the candidature, past or to come.</param>
    public static GeneratedCourse Draw(Random random, bool french, DateOnly start)
    {
        // As the database keeps it, so that computing a plan anew changes nothing.
        var fte = random.Next(100) < 6 ? 0.5m : 1.0m;
        (DateOnly From, DateOnly To)? pause = null;
        if (random.Next(100) < 12)
        {
            var from = start.AddMonths(random.Next(4, 31)).AddDays(random.Next(28));
            pause = (from, from.AddMonths(random.Next(2, 9)).AddDays(-1));
        }
        var months = Math.Clamp(Normal(random, french ? 40 : 44, 5), 33, 70) * (fte < 1 ? 1.5 : 1);
        var submits = start.AddDays((int)(months * 30.4));
        if (pause is { } away && away.From < submits)
            submits = submits.AddDays(away.To.DayNumber - away.From.DayNumber + 1);
        var examined = submits.AddDays(random.Next(50, 110));
        DateOnly? leaves = random.Next(100) < 9 ? start.AddDays(random.Next(80, 1300)) : null;
        var how = random.Next(10) switch { 0 => CandidatureState.Terminated, 1 => CandidatureState.Transferred, _ => CandidatureState.Withdrawn };
        return new GeneratedCourse(start, fte, random.Next(100) < 60, how, leaves < submits ? leaves : null, submits, examined, examined.AddDays(random.Next(40, 150)), pause);
    }

    /// <summary>Whether the student has left by a day, without the degree.</summary>
    public bool HasLeft(DateOnly today) => LeavesOn <= today;

    /// <summary>Where a student who has not left stands on a day, and since when.</summary>
    public (CandidatureState State, DateOnly Since) On(DateOnly today)
    {
        var writing = SubmitsOn.AddMonths(-WritingMonths);
        return today switch
        {
            _ when today < StartOn => (IsRegistered ? CandidatureState.Registered : CandidatureState.Offered, today),
            _ when today >= AwardedOn => (CandidatureState.Awarded, AwardedOn),
            _ when today >= ExaminedOn.AddDays(20) => (CandidatureState.Corrections, ExaminedOn.AddDays(20)),
            _ when today >= ExaminedOn => (CandidatureState.Examined, ExaminedOn),
            _ when today >= SubmitsOn => (CandidatureState.Submitted, SubmitsOn),
            _ when today >= writing && writing > StartOn => (CandidatureState.WritingUp, writing),
            _ => (CandidatureState.Active, StartOn),
        };
    }

    /// <summary>Normally distributed, by Box and Muller.</summary>
    private static double Normal(Random random, double mean, double deviation) =>
        mean + (deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
