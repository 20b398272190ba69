using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Alumni;

/// <summary>The text that a former student agrees to, in both languages.</summary>
/// <param name="Edition">Counts up whenever the text changes; who agreed to an older one agreed to that one.</param>
public sealed record ConsentWording(int Edition, string English, string French)
{
    /// <summary>The text that is asked for today.</summary>
    public static ConsentWording Today => new(1, Texts.English["Alumni.Wording"], Texts.French["Alumni.Wording"]);
}

/// <summary>One consent: to exactly what, by whom, from when, until when. It is kept as proof after it was withdrawn.</summary>
public sealed class AlumnusConsent : Entity, IAudited
{
    private AlumnusConsent() { }

    internal AlumnusConsent(Alumnus alumnus, Person by, ConsentWording wording, DateTime now) =>
        (Alumnus, GivenBy, Edition, WordingEn, WordingFr, GivenAt) = (alumnus, by, wording.Edition, wording.English, wording.French, now);

    public int AlumnusId { get; private set; }
    string? IAudited.Case => CaseKey.Candidature(Alumnus.CandidatureId);
    public Alumnus Alumnus { get; private set; } = null!;

    /// <summary>Always the former student.</summary>
    public int GivenById { get; private set; }
    public Person GivenBy { get; private set; } = null!;
    public int Edition { get; private set; }
    public string WordingEn { get; private set; } = "";
    public string WordingFr { get; private set; } = "";
    public DateTime GivenAt { get; private set; }
    public DateTime? WithdrawnAt { get; private set; }

    internal void Withdraw(DateTime now) => WithdrawnAt = now;
}

internal sealed class AlumnusConsentMapping : IEntityTypeConfiguration<AlumnusConsent>
{
    public void Configure(EntityTypeBuilder<AlumnusConsent> builder) => builder.ToTable("AlumnusConsents");
}
