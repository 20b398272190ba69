using PhdTracker.Core.Committees;

namespace PhdTracker.Web.Features.Committees;

/// <summary>Rows of members in forms.</summary>
public static class CommitteeForm
{
    /// <summary>Exactly as many rows as a committee may have members.</summary>
    public static List<string?> Padded(IEnumerable<string?> members) =>
        [.. members.Concat(Enumerable.Repeat<string?>(null, CommitteeBook.Most)).Take(CommitteeBook.Most)];
}
