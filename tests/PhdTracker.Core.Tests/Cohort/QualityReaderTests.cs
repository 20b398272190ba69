using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Cohort.Quality;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Supervision;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Cohort;

/// <summary>What is found missing or wrong against the same found plainly over all rows in memory.</summary>
public sealed class QualityReaderTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Students_MixedCohort_AreThoseWhomTheRulesMean(DatabaseProvider provider)
    {
        await using var cohort = await MixedCohort.CreateAsync(provider, 12);
        var (db, today) = (cohort.Db, cohort.Today);
        var france = await db.Parties.Where(p => p.Institution.Country == "FR").Select(p => p.Id).ToListAsync();
        var french = await db.SupervisorAssignments.Where(s => s.Kind == SupervisorKind.Lead && france.Contains(s.PartyId)).OrderBy(s => s.Id).ToListAsync();
        french[0].SetHdr(true);
        french[1].SetHdr(false);
        await db.SaveChangesAsync();
        var here = (await cohort.CandidaturesAsync()).Where(c => !Candidature.IsClosed(c.State)).ToList();
        var agreed = await db.Agreements.Where(Agreement.InForceOn(today)).Select(a => a.ProjectId).ToListAsync();
        var reader = new QualityReader(db, db.Candidatures, db.Projects, db.Candidatures, today);

        var counts = await reader.CountAsync(default);
        var leads = await reader.WithoutHdrAsync(0, 1000, default);
        var partnerless = await reader.WithoutPartnerAsync(0, 1000, default);
        var unagreed = await reader.WithoutAgreementAsync(0, 1000, default);

        Assert.Equal(here.SelectMany(c => c.Supervisors.Where(s => s.Kind == SupervisorKind.Lead && s.HoldsOn(today) && s.HoldsHdr != true && s.PartyId == c.Studentship.PartyId && france.Contains(s.PartyId))).Select(s => s.CandidatureId).Order(), leads.Select(l => l.About.CandidatureId).Order());
        Assert.Equal(here.Where(c => !c.Supervisors.Any(s => s.Kind == SupervisorKind.PartnerSupervisor && s.HoldsOn(today) && s.PartyId != c.Studentship.PartyId)).Select(c => c.Id).Order(), partnerless.Select(p => p.CandidatureId).Order());
        Assert.Equal(
            here.Where(c => c.State is not (CandidatureState.Offered or CandidatureState.Registered) && c.StartOn <= today && !Project.IsOver(c.Studentship.Project.State) && !agreed.Contains(c.Studentship.ProjectId)).Select(c => c.Studentship.ProjectId).Distinct().Order(),
            unagreed.Select(p => p.ProjectId).Order());
        Assert.Equal((leads.Count, partnerless.Count, unagreed.Count), (counts[QualityProblem.Hdr], counts[QualityProblem.PartnerSupervisor], counts[QualityProblem.Agreement]));
        Assert.True(leads.Count > 2 && partnerless.Count > 2 && unagreed.Count > 2);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Dates_InTheWrongOrder_AreEachFoundWithBothDays(DatabaseProvider provider)
    {
        await using var cohort = await MixedCohort.CreateAsync(provider, 4);
        var (db, today) = (cohort.Db, cohort.Today);
        var reader = new QualityReader(db, db.Candidatures, db.Projects, db.Candidatures, today);
        var before = (await reader.WrongDatesAsync(0, 1000, default)).Count;
        var c = await db.Candidatures.Include(x => x.Milestones).Include(x => x.StatusPeriods).Include(x => x.Stays).Include(x => x.Supervisors).Include(x => x.Studentship).ThenInclude(s => s.Party).FirstAsync(x => x.State == CandidatureState.Active);
        var early = c.StartOn.AddDays(-10);
        c.Describe(contractEndsOn: early, defenceOn: early);
        db.Entry(c).Property(x => x.FundingEndsOn).CurrentValue = early;
        c.AddPeriod(StatusKind.Interrupted, early, c.StartOn);
        c.StayWith(c.Studentship.Party, null, early, c.StartOn.AddDays(3), "Measurements.");
        c.Supervisors[0].End(c.Supervisors[0].From.AddDays(-1));
        var milestone = c.Milestones.First(m => !m.IsClosed && m.EquivalentToId is null && m.RuleCode != "thesis-submission");
        milestone.Record(early);
        var thesis = c.Milestones.Find(m => m.RuleCode == "thesis-submission");
        thesis?.Record(c.StartOn.AddDays(40));
        await db.SaveChangesAsync();
        await db.StatusPeriods.Where(p => p.CandidatureId == c.Id && p.From == early).ExecuteUpdateAsync(s => s.SetProperty(p => p.To, early.AddDays(-2)));
        await db.Stays.Where(p => p.CandidatureId == c.Id && p.From == early).ExecuteUpdateAsync(s => s.SetProperty(p => p.To, early.AddDays(-3)));

        var found = (await reader.WrongDatesAsync(0, 1000, default)).Where(d => d.About.CandidatureId == c.Id).ToList();

        WrongOrder[] expected =
        [
            WrongOrder.ContractBeforeStart, WrongOrder.FundingBeforeStart, WrongOrder.DefenceBeforeStart, WrongOrder.MilestoneBeforeStart, .. thesis is null ? Array.Empty<WrongOrder>() : [WrongOrder.DefenceBeforeThesis],
            WrongOrder.PeriodBeforeStart, WrongOrder.PeriodBackwards, WrongOrder.StayBeforeStart, WrongOrder.StayBackwards, WrongOrder.SupervisionBackwards,
        ];
        Assert.Equal(expected, found.Select(d => d.Order));
        Assert.All(found, d => Assert.True(d.Earlier < d.Later, d.ToString()));
        Assert.Equal((early, c.StartOn, milestone.Id), found.Where(d => d.Order == WrongOrder.MilestoneBeforeStart).Select(d => (d.Earlier, d.Later, d.MilestoneId)).Single());
        Assert.Equal(before + found.Count, (await reader.CountAsync(default))[QualityProblem.Dates]);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task People_OfOneName_ArePairedWhereTheyMayBeOne(DatabaseProvider provider)
    {
        await using var cohort = await MixedCohort.CreateAsync(provider, 1);
        var db = cohort.Db;
        var (imperial, cnrs) = (await db.Institutions.FirstAsync(i => i.Country == "GB"), await db.Institutions.FirstAsync(i => i.Country == "FR"));
        Person Add(string given, string family, string? email, Core.Collaboration.Institution? at)
        {
            var person = new Person(given, family, email, "en");
            person.BelongTo(at, null);
            db.Add(person);
            return person;
        }

        var first = Add("Jeanne", "Lefèvre", "jeanne@test.example", imperial);
        var sameplace = Add("JEANNE", "Lefevre", "lefevre@test.example", imperial);
        var elsewhere = Add("Jeanne", "Lefevre", "j.lefevre@test.example", cnrs);
        var nameOnly = Add("jeanne", "lefèvre", null, null);
        Add("Jeanne", "Lefebvre", null, null);
        await db.SaveChangesAsync();

        async Task<List<(int, int)>> PairsAsync() => [.. (await DoublePeople.ReadAsync(DoublePeople.Of(db, db.Users), 0, 100, default)).Where(r => r.First.Person.GivenName.StartsWith("JEANNE", StringComparison.OrdinalIgnoreCase)).Select(r => (r.First.Person.Id, r.Second.Person.Id))];
        Assert.Equal([(first.Id, sameplace.Id), (first.Id, nameOnly.Id), (sameplace.Id, nameOnly.Id), (elsewhere.Id, nameOnly.Id)], (await PairsAsync()).Order());
        Assert.Equal([first.Id, sameplace.Id, elsewhere.Id], await DoublePeople.Like(db, db.Users, nameOnly.Id).Select(p => p.Id).Order().ToListAsync());

        db.PeopleApart.Add(new Core.People.Merging.PeopleApart(sameplace, first, elsewhere, new DateTime(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc)));
        await db.SaveChangesAsync();

        Assert.DoesNotContain((first.Id, sameplace.Id), await PairsAsync());
        Assert.DoesNotContain(first.Id, await DoublePeople.Like(db, db.Users, sameplace.Id).Select(p => p.Id).ToListAsync());
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Projects_OfOneTitleOrStudent_ArePaired(DatabaseProvider provider)
    {
        await using var cohort = await MixedCohort.CreateAsync(provider, 4);
        var db = cohort.Db;
        var projects = await db.Projects.Include(p => p.Studentships).ThenInclude(s => s.Candidatures).Where(p => p.Title.StartsWith("Turbulent") || p.Title.StartsWith("Écoulement")).OrderBy(p => p.Code).ToListAsync();
        projects[0].Rename("Fermions à deux dimensions");
        projects[1].Rename("FERMIONS A DEUX-DIMENSIONS");
        var (one, other) = (projects[1].Studentships[0].Candidatures[0], projects[2].Studentships[0].Candidatures[0]);
        db.Entry(other).Property(c => c.StudentId).CurrentValue = one.StudentId;
        foreach (var candidature in new[] { one, other })
            candidature.MoveTo(CandidatureState.Active);
        await db.SaveChangesAsync();

        var rows = await DoubleProjects.ReadAsync(db, db.Projects, 0, 100, default);

        Assert.Equal([(projects[0].Id, projects[1].Id, true, false), (projects[1].Id, projects[2].Id, false, true)], rows.Select(r => (r.First.Id, r.Second.Id, r.SameTitle, r.SameStudent)));
        Assert.Equal(rows.Count, await DoubleProjects.CountAsync(db, db.Projects, default));
        var page = (await ProjectPage.ReadAsync(db.Projects, projects[1].Id, db.Candidatures, new DateOnly(2026, 11, 23), default))!;
        async Task<List<int>> AlikeAsync() => (await DoubleProjects.LikeAsync(db, db.Projects, page, 5, default)).ConvertAll(p => p.Id);
        Assert.Equal([projects[0].Id, projects[2].Id], await AlikeAsync());

        db.ProjectsApart.Add(new Core.Projects.Merging.ProjectsApart(projects[2], projects[1], await db.Users.FirstAsync(), new DateTime(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc)));
        await db.SaveChangesAsync();

        Assert.Equal([(projects[0].Id, projects[1].Id)], (await DoubleProjects.ReadAsync(db, db.Projects, 0, 100, default)).Select(r => (r.First.Id, r.Second.Id)));
        Assert.Equal(1, await DoubleProjects.CountAsync(db, db.Projects, default));
        Assert.Equal([projects[0].Id], await AlikeAsync());
    }
}
