using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Activities;

/// <summary>The steps that a route may have beside the built-in ones, and who runs them.</summary>
public static class RouteActivities
{
    private static readonly IReadOnlyDictionary<string, Type> Runs = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        [RequestDecision.Type.TypeName] = typeof(RequestDecision),
        [RequestAction.Type.TypeName] = typeof(RequestAction),
        [RequestSubmission.Type.TypeName] = typeof(RequestSubmission),
        [SetStatus.Type.TypeName] = typeof(SetStatus),
        [Notify.Type.TypeName] = typeof(Notify),
        [ComputeDates.Type.TypeName] = typeof(ComputeDates),
        [ReleasePartner.Type.TypeName] = typeof(ReleasePartner),
        [ApplyDecision.Type.TypeName] = typeof(ApplyDecision),
        [CreateProject.Type.TypeName] = typeof(CreateProject),
        [ApplyRequest.Type.TypeName] = typeof(ApplyRequest),
        [HostTypes.DispatchWorkflow.TypeName] = typeof(StartRoute),
        [HostTypes.ExecuteWorkflow.TypeName] = typeof(StartRoute),
        [HostTypes.PublishEvent.TypeName] = typeof(PublishEvent),
    };

    /// <summary>All types that a route may use.</summary>
    public static ActivityRegistry Registry { get; } =
        new(
            RequestDecision.Type,
            RequestAction.Type,
            RequestSubmission.Type,
            SetStatus.Type,
            Notify.Type,
            ComputeDates.Type,
            ReleasePartner.Type,
            ApplyDecision.Type,
            CreateProject.Type,
            ApplyRequest.Type,
            HostTypes.DispatchWorkflow,
            HostTypes.ExecuteWorkflow,
            HostTypes.PublishEvent);

    internal static RouteActivity Find(IServiceProvider services, ActivityType type) => (RouteActivity)services.GetRequiredService(Runs[type.TypeName]);

    internal static void Register(IServiceCollection services)
    {
        foreach (var activity in Runs.Values.Distinct())
            services.AddScoped(activity);
    }
}
