using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Web.Security;
using PhdTracker.Workflows;

namespace PhdTracker.Web.Features.Routes;

/// <summary>A form about a route: what is wrong with it is listed, and everything typed is kept.</summary>
public abstract class RouteFormModel(PhdTrackerDb db, Texts texts) : PageModel, IShowAgain
{
    /// <summary>What keeps the route from running; empty where nothing does.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; protected set; } = [];

    public abstract Task ShowAgainAsync(CancellationToken cancellation);

    /// <summary>Does what the form asks for, or shows it again with all that is wrong.</summary>
    protected async Task<IActionResult> OrProblemsAsync(Func<Task<IActionResult>> act, CancellationToken ct)
    {
        try
        {
            return await act();
        }
        catch (RouteProblemsException refused)
        {
            db.ChangeTracker.Clear();
            Problems = refused.Problems;
            ModelState.AddModelError("", refused.In(texts));
            await ShowAgainAsync(ct);
            return Page();
        }
    }
}

/// <summary>A page about one version of a route.</summary>
public abstract class RouteVersionModel(CurrentPerson me, PhdTrackerDb db, Texts texts) : RouteFormModel(db, texts)
{
    private readonly PhdTrackerDb _db = db;

    [FromRoute(Name = "id")]
    public string RouteId { get; set; } = "";

    [FromRoute(Name = "number")]
    public int Number { get; set; }

    /// <summary>The hash of the content that this page was loaded with.</summary>
    [BindProperty]
    public string Seen { get; set; } = "";

    public StoredDefinition Stored { get; private set; } = null!;
    public WorkflowDefinition Definition { get; private set; } = null!;

    /// <summary>Whether the page was loaded with a draft.</summary>
    [BindProperty]
    public bool AsDraft { get; set; }

    /// <summary>Whether the version was a draft that somebody has discarded since the page was opened.</summary>
    public bool IsGone { get; private set; }

    /// <summary>What was typed into the form, with its labels, to be shown where the form has nothing to be about any more.</summary>
    public virtual IEnumerable<(string Label, string Value)> Words => [];

    /// <summary>Whether the version was changed by somebody else since the page was opened.</summary>
    public bool ChangedMeanwhile { get; private set; }

    public string Address => AddressOf(RouteId, Number);

    /// <summary>The address of a version.</summary>
    public static string AddressOf(string id, int number) => $"/routes/{id}/{number}";

    public override async Task ShowAgainAsync(CancellationToken cancellation)
    {
        IsGone = !await _db.Definitions.AnyAsync(d => d.DefinitionId == RouteId && d.DefinitionVersion == Number, cancellation);
        if (IsGone)
            return;
        var seen = Seen;
        await LoadAsync(Permission.DraftRoutes, cancellation);
        ChangedMeanwhile = seen.Length > 0 && seen != Seen;
        ModelState.Remove(nameof(Seen));
        ModelState.Remove(nameof(AsDraft));
    }

    /// <exception cref="NotFoundException">There is no such version, or not for this person.</exception>
    protected async Task LoadAsync(Permission permission, CancellationToken ct)
    {
        if (!(await me.AccessAsync(ct)).MayAnywhere(permission))
            throw new NotFoundException();
        Stored = await _db.Definitions.AsNoTracking().SingleOrDefaultAsync(d => d.DefinitionId == RouteId && d.DefinitionVersion == Number, ct) ?? throw new NotFoundException();
        Definition = WorkflowDefinition.Parse(Stored.Json);
        (Seen, AsDraft) = (Stored.ContentHash, Stored.State == DefinitionState.Draft);
    }
}
