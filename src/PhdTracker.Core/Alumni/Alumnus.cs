using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Alumni;

/// <summary>How others may reach an alumnus: not at all, by a form that keeps the address to itself, or by the private address.</summary>
public enum AlumnusContact { None, Form, Email }

/// <summary>
/// A former student who agreed to be in the directory, and what they chose to show there. Only they themselves change it.
/// What they wrote is theirs: the trail tells that it changed, never what it says.
/// </summary>
public sealed class Alumnus : Entity, IAudited
{
    /// <summary>Days for which the link to a private address works.</summary>
    public const int LinkDays = 7;

    private static readonly HashSet<string> Own = [nameof(ThesisTitle), nameof(AboutEn), nameof(AboutFr), nameof(WebPage), nameof(PrivateEmail), nameof(WaitingEmail)];

    private Alumnus() { }

    /// <summary>The record of a former student, still without consent.</summary>
    public Alumnus(Candidature candidature) => (Candidature, Person) = (candidature, candidature.Student);

    public int PersonId { get; private set; }
    string? IAudited.Case => CaseKey.Candidature(CandidatureId);
    public Person Person { get; private set; } = null!;
    public int CandidatureId { get; private set; }
    public Candidature Candidature { get; private set; } = null!;

    /// <summary>When the consent that holds now was given; null without one. UTC.</summary>
    public DateTime? ConsentedAt { get; private set; }

    /// <summary>Every consent ever given, with its end.</summary>
    public List<AlumnusConsent> Consents { get; } = [];
    public List<Destination> Destinations { get; } = [];

    public bool ShowsName { get; private set; }
    public bool ShowsAward { get; private set; }
    public bool ShowsThesis { get; private set; }
    public bool ShowsDestination { get; private set; }
    public bool ShowsAbout { get; private set; }
    public bool ShowsWebPage { get; private set; }
    public AlumnusContact Contact { get; private set; }
    public string? ThesisTitle { get; private set; }

    /// <summary>The thesis title as searches compare it.</summary>
    public string? SearchThesis { get; private set; }
    public string? AboutEn { get; private set; }
    public string? AboutFr { get; private set; }

    /// <summary>A page elsewhere; <c>https</c> only.</summary>
    public string? WebPage { get; private set; }

    /// <summary>The private address, once its owner followed the link that was sent to it.</summary>
    public string? PrivateEmail { get; private set; }
    public DateTime? EmailConfirmedAt { get; private set; }

    /// <summary>Whether mails to the alumnus go to the private address.</summary>
    public bool MailsToPrivateEmail { get; private set; }

    /// <summary>An address that waits to be confirmed.</summary>
    public string? WaitingEmail { get; private set; }

    /// <summary>SHA-256 of the token in the link that was sent to <see cref="WaitingEmail"/>.</summary>
    public string? ConfirmationHash { get; private set; }
    public DateTime? ConfirmationSentAt { get; private set; }

    bool IAudited.IsPrivate(string field) => Own.Contains(field);

    /// <summary>The former student agrees to be in the directory. Name, award and thesis are shown until they choose otherwise; everything else only once they choose it.</summary>
    /// <param name="wording">What they read when they agreed.</param>
    /// <exception cref="DomainRuleException"><c>ConsentIsPersonal</c>, <c>ConsentAlreadyGiven</c>, <c>NotAwarded</c>.</exception>
    public void Consent(Person by, ConsentWording wording, string thesisTitle, DateTime now)
    {
        EnsureOwn(by);
        if (ConsentedAt is not null)
            throw new DomainRuleException("ConsentAlreadyGiven");
        Candidature.BecomeAlumnus();
        Consents.Add(new AlumnusConsent(this, by, wording, now));
        ConsentedAt = now;
        ShowsName = ShowsAward = ShowsThesis = true;
        SetThesis(thesisTitle);
    }

    /// <summary>Takes the consent back: out of the directory at once, and what was written for it is forgotten. Candidature and the fact of the consent stay.</summary>
    /// <exception cref="DomainRuleException"><c>ConsentIsPersonal</c>, <c>NoConsent</c>.</exception>
    public void Withdraw(Person by, DateTime now)
    {
        EnsureOwn(by);
        EnsureConsent();
        foreach (var consent in Consents.Where(c => c.WithdrawnAt is null))
            consent.Withdraw(now);
        ConsentedAt = null;
        Candidature.StopBeingAlumnus();
        ShowsName = ShowsAward = ShowsThesis = ShowsDestination = ShowsAbout = ShowsWebPage = false;
        (AboutEn, AboutFr, WebPage) = (null, null, null);
        SetThesis(null);
        ForgetEmail();
        Contact = AlumnusContact.None;
        Destinations.Clear();
    }

    /// <summary>Changes what the directory shows, and the words of it.</summary>
    /// <exception cref="DomainRuleException"><c>NoConsent</c>, <c>EmailNotConfirmed</c>, or a detail is wrong.</exception>
    public void Edit(AlumnusDetails details)
    {
        EnsureConsent();
        details.Check();
        if (details.Contact == AlumnusContact.Email && PrivateEmail is null)
            throw new DomainRuleException("EmailNotConfirmed") { Field = nameof(Contact) };
        (ShowsName, ShowsAward, ShowsThesis, ShowsDestination) = (details.ShowsName, details.ShowsAward, details.ShowsThesis, details.ShowsDestination);
        (ShowsAbout, ShowsWebPage, Contact) = (details.ShowsAbout, details.ShowsWebPage, details.Contact);
        (AboutEn, AboutFr, WebPage) = (Blank(details.AboutEn), Blank(details.AboutFr), Blank(details.WebPage));
        SetThesis(details.ThesisTitle);
    }

    /// <summary>A link was sent to an address; until it is followed, nothing is done with the address. A new link makes the one before worthless.</summary>
    /// <param name="hash">Of the token in the link.</param>
    /// <exception cref="DomainRuleException"><c>NoConsent</c>, <c>EmailUnreadable</c>.</exception>
    public void AskToConfirm(string? email, string hash, DateTime now)
    {
        EnsureConsent();
        if (!PersonDetails.IsAddress(email?.Trim() ?? ""))
            throw new DomainRuleException("EmailUnreadable") { Field = "Email" };
        (WaitingEmail, ConfirmationHash, ConfirmationSentAt) = (email!.Trim().ToLowerInvariant(), hash, now);
    }

    /// <summary>Whether a link works: the last one sent, not yet used, not too old.</summary>
    public bool Confirms(string hash, DateTime now) =>
        ConsentedAt is not null && ConfirmationHash == hash && WaitingEmail is not null && now < ConfirmationSentAt?.AddDays(LinkDays);

    /// <summary>The owner followed the link.</summary>
    /// <exception cref="DomainRuleException"><c>LinkExpired</c>: used, replaced or too old.</exception>
    public void ConfirmEmail(string hash, DateTime now)
    {
        if (!Confirms(hash, now))
            throw new DomainRuleException("LinkExpired");
        (PrivateEmail, EmailConfirmedAt) = (WaitingEmail, now);
        (WaitingEmail, ConfirmationHash, ConfirmationSentAt) = (null, null, null);
    }

    /// <summary>Whether mails to the alumnus go to the private address from now on.</summary>
    /// <exception cref="DomainRuleException"><c>EmailNotConfirmed</c>.</exception>
    public void ChooseMails(bool toPrivate)
    {
        if (toPrivate && PrivateEmail is null)
            throw new DomainRuleException("EmailNotConfirmed");
        MailsToPrivateEmail = toPrivate;
    }

    /// <summary>Forgets the private address, confirmed or not.</summary>
    public void ForgetEmail()
    {
        (PrivateEmail, EmailConfirmedAt, MailsToPrivateEmail) = (null, null, false);
        (WaitingEmail, ConfirmationHash, ConfirmationSentAt) = (null, null, null);
        Contact = Contact == AlumnusContact.Email ? AlumnusContact.None : Contact;
    }

    /// <summary>Adds where the alumnus went. The earliest is the first destination.</summary>
    /// <exception cref="DomainRuleException"><c>NoConsent</c>, <c>TooManyDestinations</c>, or a detail is wrong.</exception>
    public Destination Add(DestinationDetails details)
    {
        EnsureConsent();
        if (Destinations.Count >= Destination.Most)
            throw new DomainRuleException("TooManyDestinations", Destination.Most);
        var destination = new Destination(this, details);
        Destinations.Add(destination);
        MarkFirst();
        return destination;
    }

    /// <summary>Corrects a destination.</summary>
    /// <exception cref="DomainRuleException"><c>NoConsent</c>, or a detail is wrong.</exception>
    public void Change(Destination destination, DestinationDetails details)
    {
        EnsureConsent();
        destination.Describe(details);
        MarkFirst();
    }

    /// <summary>Takes away a destination that was entered by mistake.</summary>
    public void Remove(Destination destination)
    {
        Destinations.Remove(destination);
        MarkFirst();
    }

    private void MarkFirst()
    {
        var first = Destinations.OrderBy(d => d.From).FirstOrDefault();
        foreach (var destination in Destinations)
            destination.MarkFirst(destination == first);
    }

    private void SetThesis(string? title)
    {
        ThesisTitle = Blank(title);
        SearchThesis = ThesisTitle is null ? null : Person.Plain(ThesisTitle);
    }

    private void EnsureOwn(Person by)
    {
        if (by.Id != Person.Id)
            throw new DomainRuleException("ConsentIsPersonal");
    }

    private void EnsureConsent()
    {
        if (ConsentedAt is null)
            throw new DomainRuleException("NoConsent");
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

internal sealed class AlumnusMapping : IEntityTypeConfiguration<Alumnus>
{
    public void Configure(EntityTypeBuilder<Alumnus> builder)
    {
        builder.ToTable("Alumni");
        builder.HasIndex(a => a.CandidatureId).IsUnique();
        builder.HasIndex(a => a.ConsentedAt);
        builder.Property(a => a.ThesisTitle).HasMaxLength(AlumnusDetails.LongestThesis);
        // Folding writes œ and æ as two letters.
        builder.Property(a => a.SearchThesis).HasMaxLength(2 * AlumnusDetails.LongestThesis);
        builder.Property(a => a.AboutEn).HasMaxLength(AlumnusDetails.LongestAbout);
        builder.Property(a => a.AboutFr).HasMaxLength(AlumnusDetails.LongestAbout);
        builder.Property(a => a.WebPage).HasMaxLength(AlumnusDetails.LongestWebPage);
        builder.Property(a => a.PrivateEmail).HasMaxLength(PersonDetails.LongestEmail);
        builder.HasIndex(a => a.PrivateEmail).IsUnique();
        builder.Property(a => a.WaitingEmail).HasMaxLength(PersonDetails.LongestEmail);
        builder.Property(a => a.ConfirmationHash).HasMaxLength(64);
        builder.HasMany(a => a.Consents).WithOne(c => c.Alumnus).HasForeignKey(c => c.AlumnusId);
        builder.HasMany(a => a.Destinations).WithOne(d => d.Alumnus).HasForeignKey(d => d.AlumnusId);
    }
}
