using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;

namespace PhdTracker.Web.Features.Candidatures;

/// <summary>A candidature for the pages on which the office of its side acts.</summary>
public sealed record ManagedCandidature(Pathway Pathway, int Version)
{
    /// <exception cref="NotFoundException">There is none, or this person may not act on it.</exception>
    public static async Task<ManagedCandidature> ReadAsync(PhdTrackerDb db, Pathways pathways, int id, Access access, CancellationToken ct)
    {
        var pathway = await pathways.ReadAsync(id, access, ct);
        if (!access.May(Permission.ManageCandidatures, pathway.Scope))
            throw new NotFoundException();
        return new ManagedCandidature(pathway, await db.Candidatures.Where(c => c.Id == id).Select(c => c.Version).SingleAsync(ct));
    }
}

/// <summary>What pages of acts check before they call a command.</summary>
public static class ActForm
{
    /// <summary>Says in words that a day is missing, or that what was typed is none.</summary>
    /// <param name="required">False for a day that may be left empty.</param>
    /// <param name="missing">What is said where it is missing; null on forms that ask for one day only.</param>
    public static void CheckDay(this ModelStateDictionary state, string field, DateOnly? day, Texts texts, bool required = true, string? missing = null)
    {
        if (!state.SayInWords(field, texts["Acts.DayNotUnderstood"]) && required && day is null)
            state.AddModelError(field, missing ?? texts["Acts.DayMissing"]);
    }

    /// <summary>Says that a reason is missing, beside all else that is wrong with a form.</summary>
    public static void CheckReason(this ModelStateDictionary state, string? reason, Texts texts)
    {
        if (string.IsNullOrWhiteSpace(reason))
            state.AddModelError("Reason", texts["Error.OfficeReasonMissing"]);
    }

    /// <summary>Says in words that a field was not understood, and keeps what was typed.</summary>
    /// <returns>Whether it was not.</returns>
    public static bool SayInWords(this ModelStateDictionary state, string field, string words)
    {
        if (state[field] is not { Errors.Count: > 0 } entry)
            return false;
        var typed = entry.AttemptedValue;
        state.Remove(field);
        state.SetModelValue(field, typed, typed);
        state.AddModelError(field, words);
        return true;
    }
}
