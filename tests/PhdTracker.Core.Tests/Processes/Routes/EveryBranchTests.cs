using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes.Routes;

/// <summary>
/// Every branch of every shipped route: the walks of a route together take every outcome of every step that waits for somebody, and reach
/// every step. A branch that is added to a definition, or a new definition, fails here until a walk takes it.
/// </summary>
public class EveryBranchTests
{
    private static readonly DefinitionLibrary Library = DefinitionLibrary.LoadFrom(Path.Combine(Checkout.Root, "workflows", "approvals"));

    /// <summary>By route: the steps with their outcomes, and how the case stands after them.</summary>
    private static readonly Dictionary<string, (string Steps, string Status)[]> Walks = new(StringComparer.Ordinal)
    {
        ["milestone-review"] =
        [
            ("partner:Approved lead:Approved director:Approved", "Passed"),
            ("partner:Returned lead:Returned revise-for-lead:Submitted partner:Rejected lead:Approved director:Returned revise-for-director:Submitted lead:Rejected", "Resubmit"),
            ("partner:Lapsed lead:Approved director:Rejected", "Resubmit"),
            ("lead:Returned revise-for-lead:Withdrawn", "Returned"),
            ("lead:Approved director:Returned revise-for-director:Withdrawn", "Returned"),
        ],
        ["panel-review"] =
        [
            ("partner:Approved lead:Approved name-panel:Done report:Done director:Approved", "Passed"),
            ("partner:Returned lead:Returned revise-for-lead:Submitted partner:Rejected lead:Approved name-panel:Done report:Done director:Returned revise-for-director:Submitted lead:Approved name-panel:Done report:Done director:Rejected", "Resubmit"),
            ("partner:Lapsed lead:Rejected", "Resubmit"),
            ("lead:Returned revise-for-lead:Withdrawn", "Returned"),
            ("lead:Approved name-panel:Done report:Done director:Returned revise-for-director:Withdrawn", "Returned"),
        ],
        ["monitoring-committee"] =
        [
            ("presentation:Done student-alone:Done supervisors-alone:Done opinion:Favourable school:Approved", "Passed"),
            ("presentation:Done student-alone:Done supervisors-alone:Done opinion:Reserved school:Returned presentation:Done student-alone:Done supervisors-alone:Done opinion:Unfavourable school:Rejected", "Failed"),
            ("presentation:Done student-alone:Done supervisors-alone:Done opinion:Incomplete complete:Submitted presentation:Done student-alone:Done supervisors-alone:Done opinion:Incomplete complete:Withdrawn", "Returned"),
        ],
        ["re-registration"] =
        [
            ("supervisor:Approved committee:Approved unit:Approved school:Approved head:Approved", "Passed"),
            ("supervisor:Returned committee:Returned unit:Returned revise-for-unit:Submitted supervisor:Rejected committee:Rejected unit:Returned revise-for-unit:Withdrawn", "Returned"),
            ("supervisor:Approved committee:Approved unit:Approved school:Returned revise-for-school:Submitted supervisor:Approved committee:Approved unit:Approved school:Rejected", "Failed"),
            ("supervisor:Approved committee:Approved unit:Approved school:Approved head:Returned revise-for-head:Submitted supervisor:Approved committee:Approved unit:Approved school:Approved head:Rejected", "Failed"),
            ("supervisor:Approved committee:Approved unit:Approved school:Returned revise-for-school:Withdrawn", "Returned"),
            ("supervisor:Approved committee:Approved unit:Approved school:Approved head:Returned revise-for-head:Withdrawn", "Returned"),
        ],
        ["cosupervision-agreement"] =
        [
            ("legal-home:Approved legal-partner:Approved investigator-home:Signed investigator-partner:Signed signatory-home:Signed signatory-partner:Signed", "InForce"),
            ("legal-home:Returned revise-for-legal-home:Done legal-partner:Returned revise-for-legal-partner:Done", "LegalReview"),
            ("legal-home:Approved legal-partner:Approved investigator-home:Declined revise:Done", "LegalReview"),
            ("legal-home:Approved legal-partner:Approved investigator-home:Signed investigator-partner:Declined", "Draft"),
            ("legal-home:Approved legal-partner:Approved investigator-home:Signed investigator-partner:Signed signatory-home:Declined", "Draft"),
            ("legal-home:Approved legal-partner:Approved investigator-home:Signed investigator-partner:Signed signatory-home:Signed signatory-partner:Declined", "Draft"),
        ],
        ["cotutelle"] =
        [
            ("legal-home:Approved legal-partner:Approved studies-home:Approved studies-partner:Approved investigator-home:Signed investigator-partner:Signed signatory-home:Signed signatory-partner:Signed", "InForce"),
            ("legal-home:Returned revise-for-legal-home:Done legal-partner:Returned revise-for-legal-partner:Done studies-home:Returned revise-for-studies-home:Done studies-partner:Returned revise-for-studies-partner:Done", "LegalReview"),
            ("legal-home:Approved legal-partner:Approved studies-home:Approved studies-partner:Approved investigator-home:Declined revise:Done", "LegalReview"),
            ("legal-home:Approved legal-partner:Approved studies-home:Approved studies-partner:Approved investigator-home:Signed investigator-partner:Declined", "Draft"),
            ("legal-home:Approved legal-partner:Approved studies-home:Approved studies-partner:Approved investigator-home:Signed investigator-partner:Signed signatory-home:Declined", "Draft"),
            ("legal-home:Approved legal-partner:Approved studies-home:Approved studies-partner:Approved investigator-home:Signed investigator-partner:Signed signatory-home:Signed signatory-partner:Declined", "Draft"),
        ],
        ["proposal"] =
        [
            ("confirm:Approved unit-home:Approved unit-partner:Approved eligibility:Approved decide-home:Approved decide-partner:Approved published:Done", "Accepted"),
            ("confirm:Approved unit-home:Approved unit-partner:Approved eligibility:Approved decide-home:Returned decide-partner:Returned published:Done", "Reserved"),
            ("confirm:Approved unit-home:Approved unit-partner:Approved eligibility:Approved decide-home:Rejected decide-partner:Rejected published:Done", "Rejected"),
            ("confirm:Returned revise-for-partner:Done confirm:Rejected", "Draft"),
            ("confirm:Approved unit-home:Returned revise-for-unit-home:Done confirm:Approved unit-partner:Returned revise-for-unit-partner:Done confirm:Approved unit-home:Approved unit-partner:Approved eligibility:Returned revise-for-office:Done confirm:Approved unit-home:Approved unit-partner:Approved eligibility:Rejected", "Ineligible"),
        ],
        ["examination"] =
        [
            ("nominate:Done director:Approved registry:Approved thesis:Done date:Done outcome:Pass award:Done", "Awarded"),
            ("nominate:Done director:Returned nominate:Done director:Approved registry:Returned nominate:Done director:Approved registry:Approved thesis:Done date:Done outcome:Resubmission thesis:Done date:Done outcome:MajorCorrections corrections:Done check:Returned corrections:Done check:Approved award:Done", "Awarded"),
            ("nominate:Done director:Approved registry:Approved thesis:Done date:Done outcome:MinorCorrections", "Corrections"),
            ("nominate:Done director:Approved registry:Approved thesis:Done date:Done outcome:Fail", "Failed"),
        ],
        ["soutenance"] =
        [
            ("nominate:Done director:Approved registry:Approved thesis:Done reports:Done date:Done authorise:Approved outcome:Admitted award:Done", "Awarded"),
            ("nominate:Done director:Returned nominate:Done director:Approved registry:Returned nominate:Done director:Approved registry:Approved thesis:Done reports:Done date:Done authorise:Returned reports:Done date:Done authorise:Approved outcome:Adjourned thesis:Done reports:Done date:Done authorise:Approved outcome:AdmittedWithCorrections corrections:Done check:Returned corrections:Done check:Approved award:Done", "Awarded"),
            ("nominate:Done director:Approved registry:Approved thesis:Done reports:Done date:Done authorise:Approved outcome:Refused", "Failed"),
        ],
    };

    public static TheoryData<string> Routes => [.. Library.Ids.Except(WalkedElsewhere)];

    /// <summary>Routes of change requests have a test of their own.</summary>
    private static IEnumerable<string> WalkedElsewhere => Enum.GetValues<ChangeRequestKind>().Select(OpenChangeRequests.RouteOf);

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_AllWalks_TakeEveryOutcomeAndReachEveryStep(string route)
    {
        Assert.True(Walks.TryGetValue(route, out var walks), $"The route {route} has no walks.");
        var taken = new HashSet<Taken>();
        foreach (var (steps, status) in walks)
            taken.UnionWith(await WalkAsync(route, steps, status));

        await using var database = await TestDatabase.SqliteAsync();
        var activities = (await database.AskAsync(db => Library.LatestAsync(db, route, database.Clock.UtcNow(), default).AsTask())).Activities;
        var missed = activities.Where(a => a.Type.Waits).SelectMany(a => a.Outcomes, (a, outcome) => new Taken(a.Id, outcome))
            .Concat(activities.Select(a => new Taken(a.Id, null))).Except(taken).Select(t => $"{t.ActivityId}:{t.Outcome ?? "reached"}").ToList();
        Assert.True(missed.Count == 0, $"No walk of {route} takes {string.Join(", ", missed)}.");
    }

    private static async Task<List<Taken>> WalkAsync(string route, string steps, string status)
    {
        await using var walk = await Walk.OnAsync(route);
        await walk.BeginAsync();
        foreach (var step in steps.Split(' '))
            await walk.TakeAsync(step);
        Assert.Equal((steps, status), (steps, await walk.StatusAsync()));
        return await walk.JournalAsync();
    }
}
