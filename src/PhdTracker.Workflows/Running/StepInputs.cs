using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows;

/// <summary>Evaluates the inputs of a step.</summary>
internal static class StepInputs
{
    private static readonly Dictionary<string, JsValue> None = [];

    public static Dictionary<string, JsValue> Evaluate(CompiledActivity activity, ExpressionScope scope)
    {
        if (activity.Inputs.Count == 0)
            return None;
        var values = new Dictionary<string, JsValue>(activity.Inputs.Count, StringComparer.Ordinal);
        foreach (var (input, expression) in activity.Inputs)
            values[input.Name] = Fitted(input.Name, expression, input.Type, scope);
        return values;
    }

    public static JsValue Fitted(string name, Expression expression, InputType type, ExpressionScope scope)
    {
        try
        {
            return Literals.Fit(expression.Evaluate(scope), type);
        }
        catch (Exception problem) when (problem is ExpressionException or FormatException)
        {
            throw new StepFaultException($"The input '{name}' could not be computed. {problem.Message}");
        }
    }
}

/// <summary>A built-in step that fails.</summary>
internal sealed class StepFaultException(string message) : Exception(message);
