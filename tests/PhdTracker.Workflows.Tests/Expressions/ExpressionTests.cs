using System.Text.Json;
using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows.Tests.Expressions;

/// <summary>The language gives what JavaScript gives; every value here was computed by a JavaScript engine.</summary>
public class ExpressionTests
{
    private static readonly ExpressionNames Names = new(["N", "H", "S", "E", "T", "Z", "O", "L"], ["Code"], ["ask"]);

    [Theory]
    [InlineData("1 + 2 * 3", JsKind.Number, "7")]
    [InlineData("(1 + 2) * 3", JsKind.Number, "9")]
    [InlineData("7 % 3", JsKind.Number, "1")]
    [InlineData("-7 % 3", JsKind.Number, "-1")]
    [InlineData("7 / 2", JsKind.Number, "3.5")]
    [InlineData("0.1 + 0.2", JsKind.Number, "0.30000000000000004")]
    [InlineData("1e21", JsKind.Number, "1e+21")]
    [InlineData("1e-7", JsKind.Number, "1e-7")]
    [InlineData("123456789012345680000", JsKind.Number, "123456789012345680000")]
    [InlineData("1.5e300 * 10", JsKind.Number, "1.5e+301")]
    [InlineData("-0", JsKind.Number, "0")]
    [InlineData("1 / 3", JsKind.Number, "0.3333333333333333")]
    [InlineData("100 * 1.1", JsKind.Number, "110.00000000000001")]
    [InlineData("5e-324", JsKind.Number, "5e-324")]
    [InlineData("0.000001", JsKind.Number, "0.000001")]
    [InlineData("1234.5678e10", JsKind.Number, "12345678000000")]
    [InlineData("0x1F + 1", JsKind.Number, "32")]
    [InlineData("'5' * '4'", JsKind.Number, "20")]
    [InlineData("'5' + 4", JsKind.String, "54")]
    [InlineData("5 + '4'", JsKind.String, "54")]
    [InlineData("'a' - 1", JsKind.Number, "NaN")]
    [InlineData("+'12'", JsKind.Number, "12")]
    [InlineData("+''", JsKind.Number, "0")]
    [InlineData("+' 12 '", JsKind.Number, "12")]
    [InlineData("-'3'", JsKind.Number, "-3")]
    [InlineData("+'0x10'", JsKind.Number, "16")]
    [InlineData("+'1e3'", JsKind.Number, "1000")]
    [InlineData("+'abc'", JsKind.Number, "NaN")]
    [InlineData("true + 1", JsKind.Number, "2")]
    [InlineData("null + 1", JsKind.Number, "1")]
    [InlineData("undefined + 1", JsKind.Number, "NaN")]
    [InlineData("'' + null", JsKind.String, "null")]
    [InlineData("'' + undefined", JsKind.String, "undefined")]
    [InlineData("'' + true", JsKind.String, "true")]
    [InlineData("1 + null", JsKind.Number, "1")]
    [InlineData("'b' > 'a'", JsKind.Boolean, "true")]
    [InlineData("'B' < 'a'", JsKind.Boolean, "true")]
    [InlineData("'10' < '9'", JsKind.Boolean, "true")]
    [InlineData("10 < '9'", JsKind.Boolean, "false")]
    [InlineData("'a' < 1", JsKind.Boolean, "false")]
    [InlineData("null >= 0", JsKind.Boolean, "true")]
    [InlineData("undefined >= 0", JsKind.Boolean, "false")]
    [InlineData("null == 0", JsKind.Boolean, "false")]
    [InlineData("null == undefined", JsKind.Boolean, "true")]
    [InlineData("null === undefined", JsKind.Boolean, "false")]
    [InlineData("0 == ''", JsKind.Boolean, "true")]
    [InlineData("0 == '0'", JsKind.Boolean, "true")]
    [InlineData("'' == '0'", JsKind.Boolean, "false")]
    [InlineData("true == 1", JsKind.Boolean, "true")]
    [InlineData("true == 'true'", JsKind.Boolean, "false")]
    [InlineData("'1' == 1", JsKind.Boolean, "true")]
    [InlineData("1 != 1", JsKind.Boolean, "false")]
    [InlineData("1 !== '1'", JsKind.Boolean, "true")]
    [InlineData("'x' === 'x'", JsKind.Boolean, "true")]
    [InlineData("1 && 2", JsKind.Number, "2")]
    [InlineData("0 && 2", JsKind.Number, "0")]
    [InlineData("'' || 'x'", JsKind.String, "x")]
    [InlineData("null || 0", JsKind.Number, "0")]
    [InlineData("!'' && !0", JsKind.Boolean, "true")]
    [InlineData("!!'a'", JsKind.Boolean, "true")]
    [InlineData("true ? 1 : 2", JsKind.Number, "1")]
    [InlineData("0 ? 1 : '' ? 2 : 3", JsKind.Number, "3")]
    [InlineData("1 < 2 == true", JsKind.Boolean, "true")]
    [InlineData("1 + 1 == 2 && 'y' || 'n'", JsKind.String, "y")]
    [InlineData("2 - -2", JsKind.Number, "4")]
    [InlineData("2 - 1 - 1", JsKind.Number, "0")]
    [InlineData("8 / 4 / 2", JsKind.Number, "1")]
    [InlineData("!true == false", JsKind.Boolean, "true")]
    [InlineData("variables.N > 12 && variables.T", JsKind.Boolean, "true")]
    [InlineData("variables.S + ' ' + variables.N", JsKind.String, "Ada 36")]
    [InlineData("variables.S.length", JsKind.Number, "3")]
    [InlineData("variables.O.name", JsKind.String, "x")]
    [InlineData("variables.O['name']", JsKind.String, "x")]
    [InlineData("variables.O.missing", JsKind.Undefined, "undefined")]
    [InlineData("variables.O.list.length", JsKind.Number, "3")]
    [InlineData("variables.O.list[1]", JsKind.Number, "2")]
    [InlineData("variables.L + ''", JsKind.String, "1,a,")]
    [InlineData("variables.O + ''", JsKind.String, "[object Object]")]
    [InlineData("variables.L == '1,a,'", JsKind.Boolean, "true")]
    [InlineData("variables.O == variables.O", JsKind.Boolean, "true")]
    [InlineData("variables.Z == null", JsKind.Boolean, "true")]
    [InlineData("variables.Z === undefined", JsKind.Boolean, "false")]
    [InlineData("'it\\'s'", JsKind.String, "it's")]
    [InlineData("\"q\" + 'q'", JsKind.String, "qq")]
    [InlineData("'\\u00e9\\n'", JsKind.String, "é\n")]
    [InlineData("'a' + 1 + 2", JsKind.String, "a12")]
    [InlineData("1 + 2 + 'a'", JsKind.String, "3a")]
    [InlineData("variables.H * variables.N", JsKind.Number, "18")]
    [InlineData("variables.N / 0", JsKind.Number, "Infinity")]
    [InlineData("-variables.N / 0", JsKind.Number, "-Infinity")]
    [InlineData("0 / 0", JsKind.Number, "NaN")]
    [InlineData("'n' + 0 / 0", JsKind.String, "nNaN")]
    [InlineData("1 < 2 < 3", JsKind.Boolean, "true")]
    [InlineData("3 > 2 > 1", JsKind.Boolean, "false")]
    [InlineData("10 % 0", JsKind.Number, "NaN")]
    [InlineData("2 * '3' + '1'", JsKind.String, "61")]
    [InlineData("1 <= '1'", JsKind.Boolean, "true")]
    [InlineData("'\\x41'", JsKind.String, "A")]
    [InlineData("123456789.125", JsKind.Number, "123456789.125")]
    [InlineData("1e15", JsKind.Number, "1000000000000000")]
    [InlineData("1e16", JsKind.Number, "10000000000000000")]
    [InlineData("12345678901234567890", JsKind.Number, "12345678901234567000")]
    [InlineData("0.1 * 3", JsKind.Number, "0.30000000000000004")]
    [InlineData("4.35 * 100", JsKind.Number, "434.99999999999994")]
    [InlineData("1.005 * 1000", JsKind.Number, "1004.9999999999999")]
    [InlineData("5 % 2.5", JsKind.Number, "0")]
    [InlineData("-5.5 % 2", JsKind.Number, "-1.5")]
    public void Evaluate_Expression_GivesWhatJavaScriptGives(string text, JsKind kind, string expected)
    {
        var value = Expression.Parse(text, Names).Evaluate(Scope());

        Assert.Equal(kind, value.Kind);
        Assert.Equal(expected, value.ToString());
    }

    [Theory]
    [InlineData("getVariable('S')", "Ada")]
    [InlineData("getS()", "Ada")]
    [InlineData("getInput('Code')", "IC-07")]
    [InlineData("getCode()", "IC-07")]
    [InlineData("getOutputFrom('ask', 'decision')", "Approved")]
    [InlineData("getLastResult()", "12")]
    [InlineData("getCorrelationId()", "case-1")]
    public void Evaluate_Function_ReadsTheInstance(string text, string expected) =>
        Assert.Equal(expected, Expression.Parse(text, Names).Evaluate(Scope()).ToString());

    [Theory]
    [InlineData("1 +", 4)]
    [InlineData("", 1)]
    [InlineData("missing.name == 1", 1)]
    [InlineData("1 == variables.Typo", 16)]
    [InlineData("getInput('Typo')", 10)]
    [InlineData("getInput(Code)", 10)]
    [InlineData("getOutputFrom('nobody', 'decision')", 15)]
    [InlineData("N", 1)]
    [InlineData("1 = 2", 3)]
    [InlineData("variables.N = 2", 13)]
    [InlineData("(1 + 2", 7)]
    [InlineData("1 2", 3)]
    [InlineData("'open", 1)]
    [InlineData("alert('x')", 1)]
    [InlineData("x => 1", 3)]
    [InlineData("1; 2", 2)]
    [InlineData("1 ?? 2", 4)]
    [InlineData("2 ** 3", 4)]
    [InlineData("010", 1)]
    [InlineData("true ? 1", 9)]
    [InlineData("getN(1)", 6)]
    public void Parse_OutsideTheLanguage_IsRefusedWithItsPosition(string text, int position)
    {
        var problem = Assert.Throws<ExpressionSyntaxException>(() => Expression.Parse(text, Names));

        Assert.Equal(position, problem.Position);
        Assert.NotEmpty(problem.ToDo.English);
    }

    [Fact]
    public void Parse_NestedTooDeeply_IsRefused() =>
        Assert.Throws<ExpressionSyntaxException>(() => Expression.Parse(new string('(', 5000) + "1" + new string(')', 5000), Names));

    [Fact]
    public void Evaluate_MemberOfNothing_Throws() =>
        Assert.Throws<ExpressionException>(() => Expression.Parse("variables.Z.name", Names).Evaluate(Scope()));

    private static ExpressionScope Scope()
    {
        var scope = new ExpressionScope(8) { CorrelationId = "case-1", LastResult = JsValue.From(12) };
        using var values = JsonDocument.Parse("""[36, 0.5, "Ada", "", true, null, { "name": "x", "list": [1, 2, 3] }, [1, "a", null]]""");
        for (var slot = 0; slot < 8; slot++)
            scope.Variables[slot] = JsValue.From(values.RootElement[slot]);
        scope.Inputs["Code"] = JsValue.From("IC-07");
        scope.ActivityOutputs[("ask", "decision")] = JsValue.From("Approved");
        return scope;
    }
}
