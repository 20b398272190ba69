namespace PhdTracker.Core.People;

/// <summary>A person's name as a list reads it from the database.</summary>
public sealed record PersonName(int Id, string? Title, string GivenName, string FamilyName)
{
    /// <inheritdoc cref="Person.DisplayName"/>
    public string Display => Title is null ? $"{GivenName} {FamilyName}" : $"{Title} {GivenName} {FamilyName}";
}
