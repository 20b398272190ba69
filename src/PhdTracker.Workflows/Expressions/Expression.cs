namespace PhdTracker.Workflows.Expressions;

/// <summary>A parsed expression. Evaluating it has no effect on anything.</summary>
public abstract class Expression
{
    /// <summary>The value, given the values in <paramref name="scope"/>.</summary>
    /// <exception cref="ExpressionException">A member of nothing was asked for.</exception>
    public abstract JsValue Evaluate(ExpressionScope scope);

    /// <summary>Parses the JavaScript subset.</summary>
    /// <exception cref="ExpressionSyntaxException">The text is outside the subset or uses an undeclared name.</exception>
    public static Expression Parse(string text, ExpressionNames names) => new ExpressionParser(text, names).Parse();

    /// <summary>An expression that always gives the same value.</summary>
    public static Expression Constant(JsValue value) => new ConstantExpression(value);
}

internal sealed class ConstantExpression(JsValue value) : Expression
{
    public JsValue Value { get; } = value;

    public override JsValue Evaluate(ExpressionScope scope) => Value;
}

internal sealed class VariableExpression(int slot) : Expression
{
    public override JsValue Evaluate(ExpressionScope scope) => scope.Variables[slot];
}

internal sealed class InputExpression(string name) : Expression
{
    public override JsValue Evaluate(ExpressionScope scope) => scope.Inputs.GetValueOrDefault(name, JsValue.Null);
}

internal sealed class OutputExpression(string activity, string output) : Expression
{
    public override JsValue Evaluate(ExpressionScope scope) =>
        scope.ActivityOutputs.GetValueOrDefault((activity, output), JsValue.Null);
}

internal sealed class LastResultExpression : Expression
{
    public override JsValue Evaluate(ExpressionScope scope) => scope.LastResult;
}

internal sealed class CorrelationIdExpression : Expression
{
    public override JsValue Evaluate(ExpressionScope scope) => JsValue.From(scope.CorrelationId);
}

internal sealed class MemberExpression(Expression target, Expression name) : Expression
{
    public override JsValue Evaluate(ExpressionScope scope) =>
        JsOperators.Member(target.Evaluate(scope), JsOperators.ToText(name.Evaluate(scope)));
}

internal sealed class UnaryExpression(string op, Expression operand) : Expression
{
    public override JsValue Evaluate(ExpressionScope scope)
    {
        var value = operand.Evaluate(scope);
        return op switch
        {
            "!" => JsValue.From(!JsOperators.ToBoolean(value)),
            "-" => JsValue.From(-JsOperators.ToNumber(value)),
            _ => JsValue.From(JsOperators.ToNumber(value)),
        };
    }
}

internal sealed class BinaryExpression(string op, Expression left, Expression right) : Expression
{
    public override JsValue Evaluate(ExpressionScope scope)
    {
        var a = left.Evaluate(scope);
        if (op == "&&")
            return JsOperators.ToBoolean(a) ? right.Evaluate(scope) : a;
        if (op == "||")
            return JsOperators.ToBoolean(a) ? a : right.Evaluate(scope);
        var b = right.Evaluate(scope);
        return op switch
        {
            "+" => JsOperators.Add(a, b),
            "-" => JsValue.From(JsOperators.ToNumber(a) - JsOperators.ToNumber(b)),
            "*" => JsValue.From(JsOperators.ToNumber(a) * JsOperators.ToNumber(b)),
            "/" => JsValue.From(JsOperators.ToNumber(a) / JsOperators.ToNumber(b)),
            "%" => JsValue.From(JsOperators.ToNumber(a) % JsOperators.ToNumber(b)),
            "==" => JsValue.From(JsOperators.LooseEquals(a, b)),
            "!=" => JsValue.From(!JsOperators.LooseEquals(a, b)),
            "===" => JsValue.From(JsOperators.StrictEquals(a, b)),
            "!==" => JsValue.From(!JsOperators.StrictEquals(a, b)),
            "<" => JsValue.From(JsOperators.Compare(a, b) < 0),
            "<=" => JsValue.From(JsOperators.Compare(a, b) <= 0),
            ">" => JsValue.From(JsOperators.Compare(a, b) > 0),
            _ => JsValue.From(JsOperators.Compare(a, b) >= 0),
        };
    }
}

internal sealed class ChoiceExpression(Expression condition, Expression yes, Expression no) : Expression
{
    public override JsValue Evaluate(ExpressionScope scope) =>
        (JsOperators.ToBoolean(condition.Evaluate(scope)) ? yes : no).Evaluate(scope);
}
