using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Meetings;

/// <summary>What somebody says about a meeting, planned or held.</summary>
/// <param name="CandidatureId">Whose thesis it is about; null for the whole project.</param>
/// <param name="Starts">Day and hour as the clocks of <paramref name="Zone"/> show them.</param>
/// <param name="Zone">IANA time zone of one of the project's sides.</param>
/// <param name="Place">A room, or the address of a video call.</param>
/// <param name="PersonIds">Who takes part.</param>
public sealed record MeetingDetails(
    int? CandidatureId, MeetingKind? Kind, string? Subject, DateTime? Starts, string Zone, int? Minutes, string? Place, string? Agenda, IReadOnlyCollection<int> PersonIds)
{
    public const int LongestSubject = 200;
    public const int LongestPlace = 300;
    public const int LongestAgenda = 5000;
    public const int LongestNotes = 20000;
    public const int ShortestMinutes = 5;
    public const int LongestMinutes = 1440;

    /// <summary>Everything that is wrong with what was typed, field by field.</summary>
    /// <param name="now">UTC.</param>
    /// <param name="held">Whether it took place already.</param>
    /// <returns>
    /// <c>MeetingKindMissing</c>, <c>MeetingSubjectMissing</c>, <c>MeetingTextTooLong</c>, <c>MeetingTimeMissing</c>, <c>MeetingInPast</c>, <c>MeetingInFuture</c>, <c>MeetingLengthOutOfRange</c>,
    /// <c>MeetingNeedsPeople</c>, <c>DateOutOfRange</c>, and those of <see cref="WallClock.ToUtc"/>.
    /// </returns>
    public IEnumerable<DomainRuleException> Problems(DateTime now, bool held)
    {
        if (Kind is null || !Enum.IsDefined(Kind.Value))
            yield return new DomainRuleException("MeetingKindMissing") { Field = nameof(Kind) };
        if (Kind == MeetingKind.Other && string.IsNullOrWhiteSpace(Subject))
            yield return new DomainRuleException("MeetingSubjectMissing") { Field = nameof(Subject) };
        foreach (var (field, text, longest) in new[] { (nameof(Subject), Subject, LongestSubject), (nameof(Place), Place, LongestPlace), (nameof(Agenda), Agenda, LongestAgenda) })
        {
            if (text?.Trim().Length > longest)
                yield return new DomainRuleException("MeetingTextTooLong", longest) { Field = field };
        }
        if (TimeProblem(now, held) is { } wrong)
            yield return wrong;
        if (Minutes is null or < ShortestMinutes or > LongestMinutes)
            yield return new DomainRuleException("MeetingLengthOutOfRange", ShortestMinutes, LongestMinutes) { Field = nameof(Minutes) };
        if (PersonIds.Distinct().Count() < 2)
            yield return new DomainRuleException("MeetingNeedsPeople") { Field = "People" };
    }

    /// <exception cref="DomainRuleException">The first of <see cref="Problems"/>.</exception>
    public void Check(DateTime now, bool held)
    {
        if (Problems(now, held).FirstOrDefault() is { } problem)
            throw problem;
    }

    private DomainRuleException? TimeProblem(DateTime now, bool held)
    {
        if (Starts is not { } shown)
            return new DomainRuleException("MeetingTimeMissing") { Field = "On" };
        try
        {
            Candidatures.Days.EnsureSensible(DateOnly.FromDateTime(shown), "On");
            var at = WallClock.ToUtc(shown, Zone, "On");
            return (held, at > now) switch
            {
                (true, true) => new DomainRuleException("MeetingInFuture") { Field = "On" },
                (false, false) => new DomainRuleException("MeetingInPast") { Field = "On" },
                _ => null,
            };
        }
        catch (DomainRuleException wrong)
        {
            return wrong;
        }
    }
}
