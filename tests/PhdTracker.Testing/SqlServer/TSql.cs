using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace PhdTracker.Testing.SqlServer;

/// <summary>SQL Server's own grammar, version 2019, without a server.</summary>
public static class TSql
{
    /// <summary>What the parser objects to in a script; nothing if it is well formed.</summary>
    public static IReadOnlyList<string> Problems(string script)
    {
        using var reader = new StringReader(script);
        new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        return [.. errors.Select(e => $"line {e.Line}, column {e.Column}: {e.Message}")];
    }
}
