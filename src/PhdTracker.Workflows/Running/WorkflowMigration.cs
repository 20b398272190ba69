namespace PhdTracker.Workflows;

/// <summary>Moves running instances to another version of their definition.</summary>
public static class WorkflowMigration
{
    /// <summary>What a move would do. The instance is not changed.</summary>
    public static MigrationPreview Preview(WorkflowInstance instance, CompiledWorkflow to) => new MigrationPlan(instance, to).Preview;

    /// <summary>Moves an instance. The run holds a new instance on the other version; the old one is not changed.</summary>
    /// <exception cref="MigrationRefusedException">It cannot move.</exception>
    public static WorkflowRun Apply(WorkflowInstance instance, CompiledWorkflow to, DateTime now)
    {
        var plan = new MigrationPlan(instance, to);
        if (!plan.Preview.Possible)
            throw new MigrationRefusedException(plan.Preview.Problems);
        var run = new WorkflowRun(plan.Moved, now);
        run.Arrive(instance.SubStatus, plan.Entered);
        return run;
    }
}
