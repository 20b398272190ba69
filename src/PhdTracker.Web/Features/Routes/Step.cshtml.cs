using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Editing;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;
using PhdTracker.Workflows;

namespace PhdTracker.Web.Features.Routes;

/// <summary>Changes the parameters of a step, or takes it out: a draft is changed, of any other version a draft begins.</summary>
public sealed class StepModel(CurrentPerson me, PhdTrackerDb db, Texts texts) : RouteVersionModel(me, db, texts), IStepForm
{
    private readonly CurrentPerson _me = me;
    private readonly Texts _texts = texts;

    [FromRoute(Name = "step")]
    public string StepId { get; set; } = "";

    [BindProperty]
    public Dictionary<string, string?> Inputs { get; set; } = [];

    [BindProperty]
    public Dictionary<string, string?> Others { get; set; } = [];

    public ActivityDefinition Step { get; private set; } = null!;
    public IReadOnlyList<StepInput> Fields { get; private set; } = [];
    public bool CanRemove { get; private set; }
    public string Name => StepWords.Names(_texts, Definition)[StepId];

    public override IEnumerable<(string Label, string Value)> Words => ((IStepForm)this).WordsOf(_texts);

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ShowAsync(ct);
        ((IStepForm)this).Fill();
    }

    public Task<IActionResult> OnPostAsync([FromServices] EditRouteStepHandler edit, CancellationToken ct) => OrProblemsAsync(async () =>
    {
        var draft = await edit.HandleAsync(new EditRouteStep(RouteId, Number, Seen, StepId, ((IStepForm)this).Typed, AsDraft), await _me.PersonAsync(ct), ct);
        this.Done(_texts["Routes.StepSaved", draft]);
        return LocalRedirect(AddressOf(RouteId, draft));
    }, ct);

    public Task<IActionResult> OnPostRemoveAsync([FromServices] RemoveRouteStepHandler remove, CancellationToken ct) => OrProblemsAsync(async () =>
    {
        var draft = await remove.HandleAsync(new RemoveRouteStep(RouteId, Number, Seen, StepId, AsDraft), await _me.PersonAsync(ct), ct);
        this.Done(_texts["Routes.Removed", draft]);
        return LocalRedirect(AddressOf(RouteId, draft));
    }, ct);

    public override async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await base.ShowAgainAsync(cancellation);
        if (IsGone)
            return;
        await ShowAsync(cancellation);
        // What was not sent, such as by the button that takes the step out, is shown as it is.
        ((IStepForm)this).Fill();
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        await LoadAsync(Permission.DraftRoutes, ct);
        Step = Definition.Activities.FirstOrDefault(a => a.Id == StepId) ?? throw new NotFoundException();
        Fields = StepInput.Of(Step);
        CanRemove = RouteEditor.CanRemove(Definition, StepId);
    }
}
