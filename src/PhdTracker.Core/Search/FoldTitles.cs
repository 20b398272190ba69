using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Search;

/// <summary>Makes titles searchable that were stored before searches compared them; databases cannot fold accents alike.</summary>
public sealed class FoldTitles(PhdTrackerDb db)
{
    private const int Lot = 500;

    public async Task RunAsync(CancellationToken ct)
    {
        // A title without a letter or digit folds to nothing: it is gone past, not looked at again.
        var last = 0;
        while (await db.Projects.Where(p => p.Id > last && (p.SearchTitle == "" || p.FoldedTitle == "") && p.Title != "").OrderBy(p => p.Id).Take(Lot).ToListAsync(ct) is { Count: > 0 } projects)
        {
            last = projects[^1].Id;
            projects.ForEach(p => p.Rename(p.Title));
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }
        last = 0;
        while (await db.Proposals.Where(p => p.Id > last && p.SearchTitle == "" && (p.TitleEn != "" || p.TitleFr != "")).OrderBy(p => p.Id).Take(Lot).ToListAsync(ct) is { Count: > 0 } proposals)
        {
            last = proposals[^1].Id;
            proposals.ForEach(p => p.FoldTitles());
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }
    }
}
