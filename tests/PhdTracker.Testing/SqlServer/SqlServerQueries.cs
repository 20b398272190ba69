using System.Collections;
using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using PhdTracker.Core.Data;

namespace PhdTracker.Testing.SqlServer;

/// <summary>
/// Translates every query that a context on another database compiles for SQL Server too, and parses the statements. No server is
/// needed: nothing is sent, and each query "reads" <see cref="OneRow"/>.
/// </summary>
public sealed class SqlServerQueries : IQueryExpressionInterceptor
{
    private static readonly MethodInfo TranslateOne = typeof(SqlServerQueries).GetMethod(nameof(Run), BindingFlags.NonPublic | BindingFlags.Instance)!;
    private readonly ConcurrentDictionary<string, string?> _statements = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _problems = new();
    private readonly Lock _gate = new();
    private readonly HashSet<(string Statement, int Column)> _lists = [];
    private readonly HashSet<(string Statement, int Column)> _objects = [];
    private (string Statement, int Column)? _lastText;
    private readonly DbContextOptions<PhdTrackerDb> _options;

    public SqlServerQueries()
    {
        var options = new DbContextOptionsBuilder<PhdTrackerDb>();
        options.UseDatabase(DatabaseProvider.SqlServer, "Server=nowhere.invalid;Database=none;Encrypt=False;MultipleActiveResultSets=True");
        options.AddInterceptors(new NothingIsSent(this), new NothingIsOpened());
        _options = options.Options;
    }

    /// <summary>The different statements, without their parameters.</summary>
    public IReadOnlyCollection<string> Statements => [.. _statements.Keys];

    /// <summary>A context on SQL Server that sends nothing: its statements are parsed as they are written.</summary>
    public PhdTrackerDb Context()
    {
        var db = new PhdTrackerDb(_options, TimeProvider.System);
        db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        return db;
    }

    /// <summary>Queries that SQL Server's provider could not translate, and statements that did not parse.</summary>
    public IReadOnlyList<string> Problems => [.. _problems];

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        try
        {
            lock (_gate)
                Check(queryExpression);
        }
        catch (Exception e)
        {
            var cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            _problems.Enqueue($"{cause.GetType().Name}: {cause.Message}\n{eventData.ExpressionPrinter.PrintExpression(queryExpression)}");
        }
        return queryExpression;
    }

    private void Check(Expression query)
    {
        using var db = Context();
        var own = new RootsOf(db).Visit(query);
        var sequence = own.Type.GetInterfaces().Append(own.Type).FirstOrDefault(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(IQueryable<>));
        var result = sequence is null ? own.Type : typeof(IEnumerable<>).MakeGenericType(sequence.GetGenericArguments());
        var parameters = Parameters.In(own);
        foreach (var filled in new[] { true, false })
        {
            if (filled || parameters.Values.Any(IsNullable))
                RunAll(db, result, own, parameters, filled);
        }
    }

    private void RunAll(PhdTrackerDb db, Type result, Expression query, Dictionary<string, Type> parameters, bool filled)
    {
        while (true)
        {
            try
            {
                TranslateOne.MakeGenericMethod(result).Invoke(this, [db, query, parameters, filled]);
                return;
            }
            // A list kept in one column is a text in JSON, which "1" is not.
            catch (TargetInvocationException e) when (e.InnerException!.Message.Contains("token", StringComparison.Ordinal) && _lastText is { } text && _lists.Add(text))
            {
                db.ChangeTracker.Clear();
            }
            // A part of an entity that is kept as JSON is an object, which "1" is not either.
            catch (TargetInvocationException e) when (e.InnerException!.Message.Contains("end of a number", StringComparison.Ordinal) && _lastText is { } text && _objects.Add(text))
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    private OneRow Answer(string statement) => new(column =>
    {
        _lastText = (statement, column);
        return _lists.Contains((statement, column)) ? "[]" : _objects.Contains((statement, column)) ? "{}" : "1";
    });

    private void Run<T>(PhdTrackerDb db, Expression query, Dictionary<string, Type> parameters, bool filled)
    {
        var execute = db.GetService<IDatabase>().CompileQuery<T>(query, async: false);
        var context = db.GetService<IQueryContextFactory>().Create();
        foreach (var (name, type) in parameters)
            context.Parameters[name] = filled || !IsNullable(type) ? Sample(type) : null;
        if (execute(context) is IEnumerable rows and not string)
        {
            foreach (var _ in rows)
            {
            }
        }
    }

    private void Keep(DbCommand command)
    {
        if (!_statements.TryAdd(command.CommandText, null))
            return;
        var declared = string.Concat(command.Parameters.Cast<DbParameter>().Select(p => $"DECLARE {p.ParameterName} sql_variant;\n"));
        foreach (var problem in TSql.Problems(declared + command.CommandText))
            _problems.Enqueue($"{problem}\n{command.CommandText}");
    }

    private static bool IsNullable(Type type) => type == typeof(string) || Nullable.GetUnderlyingType(type) is not null;

    /// <summary>Some value of a type; of a list, one with two.</summary>
    public static object? Sample(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare == typeof(string))
            return "a";
        if (bare.IsArray || (bare.IsGenericType && typeof(IEnumerable).IsAssignableFrom(bare)))
        {
            var element = bare.IsArray ? bare.GetElementType()! : bare.GetGenericArguments()[0];
            var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
            list.Add(Sample(element));
            list.Add(Sample(element));
            if (bare.IsArray)
            {
                var array = Array.CreateInstance(element, list.Count);
                list.CopyTo(array, 0);
                return array;
            }
            return bare.IsInstanceOfType(list) ? list : Activator.CreateInstance(bare, list);
        }
        // Not 0: for a key that means "none yet".
        return bare == typeof(int) ? 1 : bare.IsValueType ? Activator.CreateInstance(bare) : null;
    }

    /// <summary>Makes the query one of another context: its tables are that context's.</summary>
    private sealed class RootsOf(DbContext db) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node) => node is EntityQueryRootExpression root
            ? new EntityQueryRootExpression(db.Model.FindEntityType(root.EntityType.Name) ?? throw new InvalidOperationException($"{root.EntityType.Name} is unknown on SQL Server."))
            : node is QueryParameterExpression ? node : base.VisitExtension(node);
    }

    private sealed class Parameters : ExpressionVisitor
    {
        private readonly Dictionary<string, Type> _found = new(StringComparer.Ordinal);

        public static Dictionary<string, Type> In(Expression query)
        {
            var visitor = new Parameters();
            visitor.Visit(query);
            return visitor._found;
        }

        protected override Expression VisitExtension(Expression node)
        {
            if (node is QueryParameterExpression parameter)
            {
                _found[parameter.Name] = parameter.Type;
                return node;
            }
            return node is EntityQueryRootExpression ? node : base.VisitExtension(node);
        }
    }

    private sealed class NothingIsOpened : DbConnectionInterceptor
    {
        public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();

        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            new(InterceptionResult.Suppress());
    }

    private sealed class NothingIsSent(SqlServerQueries queries) : DbCommandInterceptor
    {
        public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
        {
            queries.Keep(command);
            return InterceptionResult<DbDataReader>.SuppressWithResult(queries.Answer(command.CommandText));
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
            new(ReaderExecuting(command, eventData, result));

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            new(NonQueryExecuting(command, eventData, result));

        public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
        {
            queries.Keep(command);
            return InterceptionResult<int>.SuppressWithResult(1);
        }

        public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result)
        {
            queries.Keep(command);
            return InterceptionResult<object>.SuppressWithResult(1);
        }
    }
}
