namespace PhdTracker.Workflows.Expressions;

/// <summary>The functions of the subset, each checked against the names that the definition declares.</summary>
internal sealed class ExpressionCalls(ExpressionNames names)
{
    public Expression Variable(Token name)
    {
        if (names.TryGetSlot(name.Text, out var slot))
            return new VariableExpression(slot);
        throw new ExpressionSyntaxException(new("Problem.NoVariable", name.Text), name.Position,
            Declared(names.VariableNames, "Remedy.DeclareVariable", "Remedy.DeclareVariableOr"));
    }

    public Expression Call(Token name, List<Token> arguments)
    {
        switch (name.Text)
        {
            case "getVariable": return Variable(Only(name, arguments));
            case "getInput": return Input(Only(name, arguments));
            case "getOutputFrom": return Output(name, arguments);
            case "getLastResult":
                None(name, arguments);
                names.ReadsLastResult = true;
                return new LastResultExpression();
            case "getCorrelationId":
                None(name, arguments);
                return new CorrelationIdExpression();
        }

        if (name.Text.Length > 3 && name.Text.StartsWith("get", StringComparison.Ordinal))
            return Getter(name, arguments);
        throw new ExpressionSyntaxException(
            new("Problem.NoFunction", name.Text), name.Position, new("Remedy.Functions", "getVariable, getInput, getOutputFrom, getLastResult, getCorrelationId"));
    }

    private Expression Input(Token name)
    {
        if (names.HasInput(name.Text))
            return new InputExpression(name.Text);
        throw new ExpressionSyntaxException(new("Problem.NoInput", name.Text), name.Position,
            Declared(names.InputNames, "Remedy.DeclareInput", "Remedy.DeclareInputOr"));
    }

    // getMonths() reads the variable, or else the input, of that name.
    private Expression Getter(Token name, List<Token> arguments)
    {
        None(name, arguments);
        var wanted = name.Text[3..];
        foreach (var candidate in new[] { wanted, char.ToLowerInvariant(wanted[0]) + wanted[1..] })
        {
            if (names.TryGetSlot(candidate, out var slot))
                return new VariableExpression(slot);
            if (names.HasInput(candidate))
                return new InputExpression(candidate);
        }

        throw new ExpressionSyntaxException(new("Problem.NoVariableOrInput", wanted), name.Position,
            Declared(names.VariableNames.Concat(names.InputNames), "Remedy.Declare", "Remedy.DeclareOr"));
    }

    private OutputExpression Output(Token name, List<Token> arguments)
    {
        if (arguments.Count is < 1 or > 2)
            throw new ExpressionSyntaxException(new("Problem.OutputArguments"), name.Position, new("Remedy.Write", "getOutputFrom('activity', 'result')"));
        if (!names.HasActivity(arguments[0].Text))
        {
            throw new ExpressionSyntaxException(new("Problem.NoActivity", arguments[0].Text), arguments[0].Position, new("Remedy.NameActivity"));
        }

        var output = arguments.Count == 2 ? arguments[1].Text : "result";
        output = output.Length > 0 ? char.ToLowerInvariant(output[0]) + output[1..] : output;
        names.OutputsRead.Add((arguments[0].Text, output));
        return new OutputExpression(arguments[0].Text, output);
    }

    private static Token Only(Token name, List<Token> arguments) => arguments.Count == 1
        ? arguments[0]
        : throw new ExpressionSyntaxException(new("Problem.OneName", name.Text), name.Position, new("Remedy.Write", $"{name.Text}('Name')"));

    private static void None(Token name, List<Token> arguments)
    {
        if (arguments.Count > 0)
            throw new ExpressionSyntaxException(new("Problem.NoArguments", name.Text), name.Position, new("Remedy.Write", $"{name.Text}()"));
    }

    private static ProblemText Declared(IEnumerable<string> known, string declare, string declareOrUse)
    {
        // A remedy is read by a person: it does not list thousands.
        var list = string.Join(", ", known.Take(12));
        return list.Length == 0 ? new(declare) : new(declareOrUse, list);
    }
}
