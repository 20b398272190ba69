using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Committees;

/// <summary>The parts of a committee's meeting in which something is said in confidence.</summary>
public enum ConfidentialPart { StudentAlone, SupervisorsAlone }

/// <summary>
/// What was said to a committee in confidence. Only the people whom it names read it, whatever roles anybody holds: no supervisor, no office,
/// no administrator. It is in no list, search, export, mail or audit entry; the trail says only that it was written, and by whom.
/// </summary>
public sealed class ConfidentialNote : Entity
{
    private ConfidentialNote() { }

    /// <param name="readers">Who may read it besides its author.</param>
    /// <exception cref="DomainRuleException"><c>ReportMissing</c>, <c>ReportTooLong</c>.</exception>
    internal ConfidentialNote(Milestone milestone, ConfidentialPart part, string text, Person author, IEnumerable<Person> readers, DateTime at)
    {
        Text = CommitteeReport.Checked(text);
        (Milestone, Part, Author, At) = (milestone, part, author, at);
        Readers.AddRange(readers.Append(author).Distinct().Select(p => new ConfidentialReader(this, p)));
    }

    public int MilestoneId { get; private set; }
    public Milestone Milestone { get; private set; } = null!;
    public ConfidentialPart Part { get; private set; }
    public string Text { get; private set; } = "";
    public int AuthorId { get; private set; }
    public Person Author { get; private set; } = null!;
    public DateTime At { get; private set; }
    public List<ConfidentialReader> Readers { get; } = [];

    /// <summary>The notes that a person may read: those that name them, unless they supervise the student meanwhile. There is no other way to a note.</summary>
    public static IQueryable<ConfidentialNote> ReadableBy(PhdTrackerDb db, int personId) => db.ConfidentialNotes.AsNoTracking()
        .Where(n => n.Readers.Any(r => r.PersonId == personId) && !n.Milestone.Candidature.Supervisors.Any(s => s.PersonId == personId));
}

/// <summary>A person who may read a note.</summary>
public sealed class ConfidentialReader
{
    private ConfidentialReader() { }

    internal ConfidentialReader(ConfidentialNote note, Person person) => (Note, Person) = (note, person);

    public int NoteId { get; private set; }
    public ConfidentialNote Note { get; private set; } = null!;
    public int PersonId { get; private set; }
    public Person Person { get; private set; } = null!;
}

internal sealed class ConfidentialNoteMapping : IEntityTypeConfiguration<ConfidentialNote>
{
    public void Configure(EntityTypeBuilder<ConfidentialNote> builder)
    {
        builder.ToTable("ConfidentialNotes");
        builder.HasIndex(n => n.MilestoneId);
    }
}

internal sealed class ConfidentialReaderMapping : IEntityTypeConfiguration<ConfidentialReader>
{
    public void Configure(EntityTypeBuilder<ConfidentialReader> builder)
    {
        builder.ToTable("ConfidentialReaders");
        builder.HasKey(r => new { r.NoteId, r.PersonId });
        builder.HasIndex(r => r.PersonId);
    }
}
