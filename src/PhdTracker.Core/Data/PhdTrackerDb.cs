using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PhdTracker.Core.Account;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Alumni;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Committees;
using PhdTracker.Core.Delegations;
using PhdTracker.Core.Documents;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Feeds;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Jobs;
using PhdTracker.Core.Meetings;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Milestones.Rules.Versions;
using PhdTracker.Core.Milestones.Shifts;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.People.Groups;
using PhdTracker.Core.People.Merging;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Projects.Merging;
using PhdTracker.Core.Proposals;
using PhdTracker.Core.Supervision;
using PhdTracker.Core.Training;

namespace PhdTracker.Core.Data;

/// <summary>The database. A command says its <see cref="Act"/> with <see cref="Record(string, Act)"/> and saves once: rows, audit entries and mails commit together or not at all.</summary>
public sealed class PhdTrackerDb(DbContextOptions<PhdTrackerDb> options, TimeProvider clock) : IdentityUserContext<Person, int>(options)
{
    private readonly List<(Func<string> CaseKey, Func<Act> Act)> _acts = [];
    private readonly List<Action> _onceSaved = [];

    /// <summary>Rows that end when the list that they stand in no longer holds them.</summary>
    private static readonly HashSet<Type> Parts = [typeof(TaskAssignee), typeof(Examiner), typeof(MeetingParticipant)];

    public DbSet<Institution> Institutions => Set<Institution>();
    public DbSet<Unit> Units => Set<Unit>();
    public DbSet<CollaborationStructure> Structures => Set<CollaborationStructure>();
    public DbSet<Theme> Themes => Set<Theme>();
    public DbSet<Programme> Programmes => Set<Programme>();
    public DbSet<ProgrammeParty> Parties => Set<ProgrammeParty>();
    public DbSet<Call> Calls => Set<Call>();
    public DbSet<PublicationConsent> PublicationConsents => Set<PublicationConsent>();
    public DbSet<Proposal> Proposals => Set<Proposal>();
    public DbSet<ProposalSide> ProposalSides => Set<ProposalSide>();
    public DbSet<ProposalField> ProposalFields => Set<ProposalField>();
    public DbSet<ProposalInvitation> ProposalInvitations => Set<ProposalInvitation>();
    public DbSet<ProposalApplicant> ProposalApplicants => Set<ProposalApplicant>();
    public DbSet<SideDecision> SideDecisions => Set<SideDecision>();
    public DbSet<Agreement> Agreements => Set<Agreement>();
    public DbSet<ChangeRequest> ChangeRequests => Set<ChangeRequest>();
    public DbSet<Examination> Examinations => Set<Examination>();
    public DbSet<Examiner> Examiners => Set<Examiner>();
    public DbSet<Thesis> Theses => Set<Thesis>();
    public DbSet<Alumnus> Alumni => Set<Alumnus>();
    public DbSet<AlumnusConsent> AlumnusConsents => Set<AlumnusConsent>();
    public DbSet<Destination> Destinations => Set<Destination>();
    public DbSet<Project> Projects => Set<Project>();
    public DbSet<ProjectsApart> ProjectsApart => Set<ProjectsApart>();
    public DbSet<Studentship> Studentships => Set<Studentship>();
    public DbSet<Candidature> Candidatures => Set<Candidature>();
    public DbSet<Stay> Stays => Set<Stay>();
    public DbSet<TrainingActivity> TrainingActivities => Set<TrainingActivity>();
    public DbSet<Meeting> Meetings => Set<Meeting>();
    public DbSet<MeetingAction> MeetingActions => Set<MeetingAction>();
    public DbSet<StatusPeriod> StatusPeriods => Set<StatusPeriod>();
    public DbSet<SupervisorAssignment> SupervisorAssignments => Set<SupervisorAssignment>();
    public DbSet<RoleAssignment> RoleAssignments => Set<RoleAssignment>();
    public DbSet<PeopleApart> PeopleApart => Set<PeopleApart>();
    public DbSet<PeopleGroup> Groups => Set<PeopleGroup>();
    public DbSet<GroupMember> GroupMembers => Set<GroupMember>();
    public DbSet<Delegation> Delegations => Set<Delegation>();
    public DbSet<Milestone> Milestones => Set<Milestone>();
    public DbSet<DateShift> DateShifts => Set<DateShift>();
    public DbSet<ShiftedPlan> ShiftedPlans => Set<ShiftedPlan>();
    public DbSet<SheetImport> SheetImports => Set<SheetImport>();
    public DbSet<SheetImportFile> SheetImportFiles => Set<SheetImportFile>();
    public DbSet<ImportLine> ImportLines => Set<ImportLine>();
    public DbSet<ImportDoubt> ImportDoubts => Set<ImportDoubt>();
    public DbSet<ImportMapping> ImportMappings => Set<ImportMapping>();
    public DbSet<PersonMatch> PersonMatches => Set<PersonMatch>();
    public DbSet<StoredRuleSet> RuleSets => Set<StoredRuleSet>();
    public DbSet<CommitteeMember> CommitteeMembers => Set<CommitteeMember>();
    public DbSet<CommitteeReport> CommitteeReports => Set<CommitteeReport>();
    public DbSet<ConfidentialNote> ConfidentialNotes => Set<ConfidentialNote>();
    public DbSet<Submission> Submissions => Set<Submission>();
    public DbSet<Document> Documents => Set<Document>();
    public DbSet<StoredDefinition> Definitions => Set<StoredDefinition>();
    public DbSet<Process> Processes => Set<Process>();
    public DbSet<ProcessBookmark> Bookmarks => Set<ProcessBookmark>();
    public DbSet<JournalEntry> Journal => Set<JournalEntry>();
    public DbSet<ProcessIncident> Incidents => Set<ProcessIncident>();
    public DbSet<ProcessTask> Tasks => Set<ProcessTask>();
    public DbSet<TaskAssignee> TaskAssignees => Set<TaskAssignee>();
    public DbSet<Decision> Decisions => Set<Decision>();
    public DbSet<DecisionReversal> DecisionReversals => Set<DecisionReversal>();
    public DbSet<ProcessReplacement> ProcessReplacements => Set<ProcessReplacement>();
    public DbSet<SavedFilter> SavedFilters => Set<SavedFilter>();
    public DbSet<CohortRules> CohortRules => Set<CohortRules>();
    public DbSet<TaskNudge> TaskNudges => Set<TaskNudge>();
    public DbSet<Notification> Notifications => Set<Notification>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<AuditHead> AuditHeads => Set<AuditHead>();
    public DbSet<AuditSeal> AuditSeals => Set<AuditSeal>();
    public DbSet<JobRun> JobRuns => Set<JobRun>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();
    public DbSet<Authenticator> Authenticators => Set<Authenticator>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<EmailChange> EmailChanges => Set<EmailChange>();
    public DbSet<CalendarFeed> CalendarFeeds => Set<CalendarFeed>();

    /// <summary>Says what the coming save is: it adds one audit entry to the chain of the case.</summary>
    public void Record(string caseKey, Act act) => _acts.Add((() => caseKey, () => act));

    /// <summary>The same for rows that get their ids only when they are saved.</summary>
    public void Record(Func<string> caseKey, Func<Act> act) => _acts.Add((caseKey, act));

    /// <summary>Does something in the transaction of the coming save once its rows have their ids, such as writing a mail whose link names a new row.</summary>
    public void OnceSaved(Action act) => _onceSaved.Add(act);

    internal int OnceSavedCount => _onceSaved.Count;

    /// <summary>Takes back what was said with <see cref="OnceSaved"/> after the first <paramref name="count"/>.</summary>
    internal void ForgetOnceSaved(int count) => _onceSaved.RemoveRange(count, _onceSaved.Count - count);

    /// <summary>Forgets all that was loaded, changed and said, so that an act which lost a race can be tried on what is true now.</summary>
    public void StartOver()
    {
        ChangeTracker.Clear();
        _acts.Clear();
        _onceSaved.Clear();
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        CountVersions();
        // Counting versions has found all changes; to look for them again costs a tenth of a small save, and far more of an import.
        var detects = ChangeTracker.AutoDetectChangesEnabled;
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            using var turn = await SqliteWriters.EnterAsync(Database, cancellationToken);
            if (_acts.Count == 0 && _onceSaved.Count == 0)
                return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
            return await AuditedSave.RunAsync(this, _acts, _onceSaved, () => base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken), clock.UtcNow(), cancellationToken);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = detects;
        }
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("Save with SaveChangesAsync: it keeps the audit trail.");

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PhdTrackerDb).Assembly);
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            if (typeof(Entity).IsAssignableFrom(entity.ClrType))
                builder.Entity(entity.ClrType).Property(nameof(Entity.Version)).IsConcurrencyToken();
            foreach (var key in entity.GetForeignKeys().Where(k => k.DeclaringEntityType.ClrType.Namespace?.StartsWith("PhdTracker", StringComparison.Ordinal) == true))
                key.DeleteBehavior = key.IsRequired && Parts.Contains(key.DeclaringEntityType.ClrType) ? DeleteBehavior.ClientCascade : DeleteBehavior.Restrict;
            foreach (var numbers in entity.GetProperties().Where(p => p.ClrType == typeof(List<int>)))
                numbers.SetValueComparer(typeof(NumbersComparer));
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder builder)
    {
        builder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        builder.Properties<DateTime>().HaveConversion<UtcConverter>();
    }

    private void CountVersions()
    {
        foreach (var entry in ChangeTracker.Entries<Entity>())
        {
            if (entry.State == EntityState.Modified)
                entry.Property(e => e.Version).CurrentValue++;
        }
    }

    /// <summary>EF Core's own comparer of lists makes a new delegate, which is not cheap, each time that it compares two: at every save, of every project and call that is loaded.</summary>
    private sealed class NumbersComparer() : ValueComparer<List<int>>(
        (one, other) => ReferenceEquals(one, other) || (one != null && other != null && one.SequenceEqual(other)),
        numbers => numbers.Count == 0 ? 0 : HashCode.Combine(numbers.Count, numbers[0]),
        numbers => numbers.ToList());

    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(at => at, at => DateTime.SpecifyKind(at, DateTimeKind.Utc));
}
