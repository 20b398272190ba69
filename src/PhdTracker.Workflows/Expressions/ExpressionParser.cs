namespace PhdTracker.Workflows.Expressions;

/// <summary>Reads the JavaScript subset of a workflow definition; anything else is refused with its position.</summary>
internal sealed class ExpressionParser
{
    private const int DeepestNesting = 64;

    // What is longer is no condition that a person can read, and would be deep enough to evaluate to break the stack.
    private const int MostTokens = 1000;

    private static readonly string[][] Levels =
        [["||"], ["&&"], ["==", "!=", "===", "!=="], ["<", "<=", ">", ">="], ["+", "-"], ["*", "/", "%"]];

    private readonly ExpressionTokens _tokens;
    private readonly ExpressionCalls _calls;
    private Token _current;
    private int _depth;
    private int _taken;

    public ExpressionParser(string text, ExpressionNames names)
    {
        _tokens = new ExpressionTokens(text);
        _calls = new ExpressionCalls(names);
        _current = _tokens.Next();
    }

    public Expression Parse()
    {
        var expression = Choice();
        if (_current.Kind != TokenKind.End)
            throw Unexpected(new("Problem.GoesOn"));
        return expression;
    }

    private Expression Choice()
    {
        if (++_depth > DeepestNesting)
            throw new ExpressionSyntaxException(new("Problem.TooDeep"), _current.Position, new("Remedy.SplitExpression"));
        var condition = Binary(0);
        if (IsOperator("?"))
        {
            Take();
            var yes = Choice();
            Expect(":");
            condition = new ChoiceExpression(condition, yes, Choice());
        }

        _depth--;
        return condition;
    }

    private Expression Binary(int level)
    {
        if (level == Levels.Length)
            return Unary();
        var left = Binary(level + 1);
        while (_current.Kind == TokenKind.Operator && Levels[level].Contains(_current.Text))
        {
            var op = Take().Text;
            left = new BinaryExpression(op, left, Binary(level + 1));
        }

        return left;
    }

    private Expression Unary()
    {
        if (!IsOperator("!") && !IsOperator("-") && !IsOperator("+"))
            return Postfix(Primary());
        if (++_depth > DeepestNesting)
            throw new ExpressionSyntaxException(new("Problem.TooDeep"), _current.Position, new("Remedy.SplitExpression"));
        var op = Take().Text;
        var operand = Unary();
        _depth--;
        return new UnaryExpression(op, operand);
    }

    private Expression Postfix(Expression target)
    {
        while (true)
        {
            if (IsOperator("."))
            {
                Take();
                target = new MemberExpression(target, Expression.Constant(JsValue.From(ExpectName().Text)));
            }
            else if (IsOperator("["))
            {
                Take();
                target = new MemberExpression(target, Choice());
                Expect("]");
            }
            else
            {
                return target;
            }
        }
    }

    private Expression Primary()
    {
        if (_current.Kind == TokenKind.Number)
            return Expression.Constant(JsValue.From(Take().Number));
        if (_current.Kind == TokenKind.Text)
            return Expression.Constant(JsValue.From(Take().Text));
        if (_current.Kind == TokenKind.Name)
            return Name();
        if (!IsOperator("("))
            throw Unexpected(new("Problem.ValueMissing"));
        Take();
        var inner = Choice();
        Expect(")");
        return inner;
    }

    private Expression Name()
    {
        var name = Take();
        switch (name.Text)
        {
            case "true": return Expression.Constant(JsValue.From(true));
            case "false": return Expression.Constant(JsValue.From(false));
            case "null": return Expression.Constant(JsValue.Null);
            case "undefined": return Expression.Constant(JsValue.Undefined);
            case "variables":
                Expect(".");
                return _calls.Variable(ExpectName());
        }

        if (!IsOperator("("))
        {
            throw new ExpressionSyntaxException(
                new("Problem.NameUnknown", name.Text), name.Position, new("Remedy.ReadName", $"variables.{name.Text}", $"getInput('{name.Text}')"));
        }

        return _calls.Call(name, Arguments());
    }

    private List<Token> Arguments()
    {
        var arguments = new List<Token>();
        Expect("(");
        while (!IsOperator(")"))
        {
            if (arguments.Count > 0)
                Expect(",");
            if (_current.Kind != TokenKind.Text)
                throw Unexpected(new("Problem.QuotedNameMissing"));
            arguments.Add(Take());
        }

        Take();
        return arguments;
    }

    private bool IsOperator(string text) => _current.Kind == TokenKind.Operator && _current.Text == text;

    private Token Take()
    {
        if (++_taken > MostTokens)
            throw new ExpressionSyntaxException(new("Problem.TooLong"), _current.Position, new("Remedy.SplitExpression"));
        var taken = _current;
        _current = _tokens.Next();
        return taken;
    }

    private void Expect(string text)
    {
        if (!IsOperator(text))
            throw Unexpected(new("Problem.SignMissing", text));
        Take();
    }

    private Token ExpectName() => _current.Kind == TokenKind.Name ? Take() : throw Unexpected(new("Problem.NameMissing"));

    private ExpressionSyntaxException Unexpected(ProblemText what) =>
        new(_current.Kind == TokenKind.End ? new("Problem.FoundEnd", what) : new("Problem.Found", what, _current.Text), _current.Position, new("Remedy.Complete"));
}
