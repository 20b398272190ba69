using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Activities;
using PhdTracker.Core.Processes.Editing;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Routes;

/// <summary>Puts an approval step on a way of a route.</summary>
public sealed class InsertModel(CurrentPerson me, PhdTrackerDb db, Texts texts) : RouteVersionModel(me, db, texts), IStepForm
{
    private const char Between = '|';
    private readonly CurrentPerson _me = me;
    private readonly Texts _texts = texts;

    /// <summary>The way, as <see cref="Key"/> writes it.</summary>
    [BindProperty(SupportsGet = true)]
    public string Way { get; set; } = "";

    [BindProperty]
    public Dictionary<string, string?> Inputs { get; set; } = [];

    [BindProperty]
    public Dictionary<string, string?> Others { get; set; } = [];

    [BindProperty]
    public string? ReturnedTo { get; set; }

    [BindProperty]
    public string? RejectedTo { get; set; }

    public IReadOnlyList<StepInput> Fields { get; } = [.. StepInput.Of(RequestDecision.Type.TypeName).Select(i => new StepInput(i, null, false))];
    public override IEnumerable<(string Label, string Value)> Words => ((IStepForm)this).WordsOf(_texts);
    public string WayName { get; private set; } = "";
    public IReadOnlyList<SelectListItem> Steps { get; private set; } = [];

    /// <summary>How the address names a way.</summary>
    public static string Key(string from, string port, string to) => string.Join(Between, from, port, to);

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ShowAsync(ct);
        ((IStepForm)this).Fill();
        (ReturnedTo, RejectedTo) = (UsualTarget("Returned"), UsualTarget("Rejected"));
    }

    public Task<IActionResult> OnPostAsync([FromServices] InsertRouteStepHandler insert, CancellationToken ct) => OrProblemsAsync(async () =>
    {
        var way = Parse();
        var draft = await insert.HandleAsync(new InsertRouteStep(RouteId, Number, Seen, way, new NewStep(((IStepForm)this).Typed, ReturnedTo ?? way.To, RejectedTo ?? way.To), AsDraft), await _me.PersonAsync(ct), ct);
        this.Done(_texts["Routes.Inserted", draft]);
        return LocalRedirect(AddressOf(RouteId, draft));
    }, ct);

    public override async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await base.ShowAgainAsync(cancellation);
        if (IsGone)
            return;
        await ShowAsync(cancellation);
        ((IStepForm)this).Fill();
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        await LoadAsync(Permission.DraftRoutes, ct);
        var way = Parse();
        var byId = Definition.Activities.ToDictionary(a => a.Id, StringComparer.Ordinal);
        if (!byId.TryGetValue(way.From, out var from) || !byId.ContainsKey(way.To))
            throw new NotFoundException();
        var names = StepWords.Names(_texts, Definition);
        WayName = _texts["Routes.WayTo", StepWords.Way(_texts, from, names[way.From], way.Port), names[way.To]];
        var start = Definition.Connections.Select(c => c.Target).ToHashSet(StringComparer.Ordinal);
        Steps = [.. Definition.Activities.Where(a => start.Contains(a.Id)).Select(a => new SelectListItem(names[a.Id], a.Id))];
    }

    /// <summary>Where the nearest decision before the way leads on that outcome; the end of the way where there is none.</summary>
    private string UsualTarget(string port)
    {
        var (way, seen) = (Parse(), new HashSet<string>(StringComparer.Ordinal));
        var queue = new Queue<string>([way.From]);
        while (queue.TryDequeue(out var id))
        {
            if (!seen.Add(id))
                continue;
            if (Definition.Connections.FirstOrDefault(c => c.Source == id && c.Port == port) is { } usual)
                return usual.Target;
            foreach (var before in Definition.Connections.Where(c => c.Target == id))
                queue.Enqueue(before.Source);
        }

        return way.To;
    }

    private RouteWay Parse() => Way.Split(Between) is [var from, var port, var to] ? new RouteWay(from, port, to) : throw new NotFoundException();
}
