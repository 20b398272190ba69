using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Running;
using PhdTracker.Testing;

namespace PhdTracker.Benchmarks;

/// <summary>The sheets of two offices with many students, as the background takes them: previewed, applied, imported once more, undone.</summary>
internal static class ImportOfMany
{
    /// <summary>Projects of one supervisor, as sheets of this size have them.</summary>
    private const int ProjectsOfOne = 5;

    private const string UkHeader = "Project code,Project title,CID,Student,E-mail,Department,Main supervisor,Supervisor e-mail,CNRS supervisor,Start date,Mode,Status,ESA passed,LSR passed,Interruptions,SDGs,Mobility notes";
    private const string FrHeader = "Code projet;Titre;Doctorant(e);Courriel;Établissement d'inscription;École doctorale;Unité de recherche;Ville;Directeur de thèse;Courriel directeur;HDR;Encadrant Imperial;1re inscription;Fin de contrat;Statut;Avis CSI;Heures de formation;Date de soutenance";
    private static readonly string[] UkStatuses = ["Registered", "Registered", "Writing up", "Interrupted", "Withdrawn"];
    private static readonly string[] FrStatuses = ["Inscrit(e)", "Inscrit(e)", "Inscrit(e)", "Abandon", "En cours"];

    public static async IAsyncEnumerable<string> RunAsync(DatabaseProvider provider, IEnumerable<int> sizes)
    {
        var commands = new CommandCounter();
        TestDatabase.Configure = (services, _) => services.ConfigureDbContext<PhdTrackerDb>(options => options.AddInterceptors(commands));
        try
        {
            // What the just-in-time compiler does for the first rows is no row's own.
            await foreach (var _ in RunAsync(provider, 500, commands)) { }
            foreach (var rows in sizes)
            {
                await foreach (var line in RunAsync(provider, rows, commands))
                    yield return line;
            }
        }
        finally
        {
            TestDatabase.Configure = null;
        }
    }

    private static async IAsyncEnumerable<string> RunAsync(DatabaseProvider provider, int rows, CommandCounter commands)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var acts = new Acts(database, await World.CreateAsync(database));
        SheetFile[] files = [new("uk.csv", Uk(rows / 2)), new("fr.csv", French(rows / 2))];

        var id = await UploadAsync(acts, files);
        yield return $"preview {await GoOnAsync(database, commands, rows)}";
        await ApplyAsync(acts, id);
        yield return $"apply {await GoOnAsync(database, commands, rows)}";
        var again = await UploadAsync(acts, files);
        yield return $"preview of the same again {await GoOnAsync(database, commands, rows)}";
        await ExpectAsync(database, again, import => import.Unchanged == rows);
        var asked = await MeasureAsync(commands, rows, () => acts.AsAsync("programme", async (services, by) =>
        {
            await services.GetRequiredService<UndoImportHandler>().HandleAsync(new UndoImport(id, (await FindAsync(database, id)).Version), by, default);
            return id;
        }));
        yield return $"undo, asked for {asked}";
        yield return $"undo {await GoOnAsync(database, commands, rows)}";
        await ExpectAsync(database, id, import => import.State == ImportState.Undone);

        Task<int> ApplyAsync(Acts by, int import) => by.AsAsync("programme", async (services, person) =>
        {
            await ExpectAsync(database, import, i => i.Created == rows);
            await services.GetRequiredService<ApplyImportHandler>().HandleAsync(new ApplyImport(import, (await FindAsync(database, import)).Version, null), person, default);
            return import;
        });
    }

    private static Task<int> UploadAsync(Acts acts, SheetFile[] files) => acts.AsAsync("programme", async (services, by) =>
        (await services.GetRequiredService<UploadSheetsHandler>().HandleAsync(new UploadSheets(files), by, default)).Id);

    private static async Task<string> GoOnAsync(TestDatabase database, CommandCounter commands, int rows) => await MeasureAsync(commands, rows, () => database.InScopeAsync(async services =>
        await services.GetRequiredService<ImportRunner>().GoOnAsync(default)));

    private static async Task<string> MeasureAsync(CommandCounter commands, int rows, Func<Task<int>> act)
    {
        GC.Collect();
        var (clock, before, cpu, highest) = (Stopwatch.StartNew(), commands.Count, Process.GetCurrentProcess().TotalProcessorTime, 0L);
        await using (new Timer(_ => highest = Math.Max(highest, GC.GetTotalMemory(false)), null, 0, 50))
            await act();
        var seconds = clock.Elapsed.TotalSeconds;
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        return string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows: {seconds:F1} s, {rows / seconds:F0} rows/s, {cpu.TotalMilliseconds / rows:F2} ms CPU and {(commands.Count - before) / (double)rows:F1} SQL commands a row, managed memory at most {highest / 1e6:F0} MB");
    }

    private static Task<SheetImport> FindAsync(TestDatabase database, int id) => database.AskAsync(db => db.SheetImports.AsNoTracking().SingleAsync(i => i.Id == id));

    private static async Task ExpectAsync(TestDatabase database, int id, Func<SheetImport, bool> holds)
    {
        if (await FindAsync(database, id) is var import && !holds(import))
            throw new InvalidOperationException($"The import is {import.State}, {import.Counts}, {import.Notice}.");
    }

    private static byte[] Uk(int projects) => Sheet(UkHeader, projects, n => string.Create(CultureInfo.InvariantCulture,
        $"{Code(n)},Turbulent flow {n},{n:00000000},\"Ashby{Letters(n)}, Ada\",ada{n}@ic.example,Department {n % 40},Dr Kwame Brennan{Letters(n / ProjectsOfOne)},kwame{n / ProjectsOfOne}@ic.example,Kévin Cœurdevey{Letters(n / ProjectsOfOne)},{Start(n):dd/MM/yyyy},{(n % 9 == 0 ? "PT (0.5)" : "FT")},{UkStatuses[n % UkStatuses.Length]},{(n % 3 == 0 ? Start(n).AddDays(350).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) : "")},,,\"9, {1 + (n % 17)}\","));

    private static byte[] French(int projects) => Sheet(FrHeader, projects, n => string.Create(CultureInfo.InvariantCulture,
        $"{Code(n)};Turbulent flow {n};Zoé D'ALMÉIDA{Letters(n).ToUpperInvariant()};zoe{n}@lab.example;Université de Lille;ED {n % 30 + 100};UMR {n % 200 + 8000} Laboratoire {n % 200};Lille;Kévin CŒURDEVEY{Letters(n / ProjectsOfOne).ToUpperInvariant()};kevin{n / ProjectsOfOne}@cnrs.example;Oui;Kwame Brennan{Letters(n / ProjectsOfOne)};{Start(n):dd.MM.yyyy};{Start(n).AddYears(3):dd/MM/yyyy};{FrStatuses[n % FrStatuses.Length]};{(n % 2 == 0 ? "1A: favorable" : "")};;"));

    private static byte[] Sheet(string header, int rows, Func<int, string> row) => Encoding.UTF8.GetBytes(string.Join("\r\n", Enumerable.Range(0, rows).Select(row).Prepend(header)) + "\r\n");

    private static string Code(int n) => string.Create(CultureInfo.InvariantCulture, $"IC-CNRS-{2000 + (n / 900)}-{100 + (n % 900)}");

    private static DateOnly Start(int n) => new DateOnly(2023 + (n % 3), 10, 1).AddDays(n % 28);

    /// <summary>A number in letters: names hold no digits.</summary>
    private static string Letters(int n) => (n >= 26 ? Letters((n / 26) - 1) : "") + (char)('a' + (n % 26));
}
