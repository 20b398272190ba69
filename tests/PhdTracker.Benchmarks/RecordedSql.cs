using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;

namespace PhdTracker.Benchmarks;

/// <summary>
/// Keeps the SQL of one page, and answers at <see cref="Address"/> as barely as can be: the same commands with the same values, every row
/// read and dropped, as many bytes sent, in the same process and over the same database.
/// </summary>
internal sealed class RecordedSql : DbCommandInterceptor, IStartupFilter
{
    public const string Address = "/bare";

    private readonly List<(string Text, List<(string Name, object? Value)> Values)> _commands = [];
    private volatile bool _isRecording;
    private int _bytes;

    public int Commands => _commands.Count;

    public void Configure(IWebHostBuilder builder) => builder.ConfigureTestServices(services =>
    {
        services.ConfigureDbContext<PhdTrackerDb>(options => options.AddInterceptors(this));
        services.AddSingleton<IStartupFilter>(this);
    });

    /// <summary>Opens a page once and keeps what it asks the database.</summary>
    /// <returns>Bytes of the page.</returns>
    public async Task<int> RecordAsync(Func<Task<int>> open)
    {
        _commands.Clear();
        _isRecording = true;
        _bytes = await open();
        _isRecording = false;
        return _bytes;
    }

    Action<IApplicationBuilder> IStartupFilter.Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Map(Address, bare => bare.Run(AnswerAsync));
        next(app);
    };

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (_isRecording)
            _commands.Add((command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(p => (p.ParameterName, p.Value))]));
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var db = context.RequestServices.GetRequiredService<PhdTrackerDb>().Database;
        await db.OpenConnectionAsync(context.RequestAborted);
        foreach (var (text, values) in _commands)
        {
            await using var command = db.GetDbConnection().CreateCommand();
            command.CommandText = text;
            foreach (var (name, value) in values)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
                command.Parameters.Add(parameter);
            }
            await using var reader = await command.ExecuteReaderAsync(context.RequestAborted);
            var row = new object[reader.FieldCount];
            do
            {
                while (await reader.ReadAsync(context.RequestAborted))
                    reader.GetValues(row);
            }
            while (await reader.NextResultAsync(context.RequestAborted));
        }
        context.Response.ContentType = "text/plain";
        await context.Response.Body.WriteAsync(new byte[_bytes], context.RequestAborted);
    }
}
