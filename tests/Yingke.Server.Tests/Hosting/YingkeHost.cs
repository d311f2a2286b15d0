using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yingke.Server.Commands;
using Yingke.Server.Platform.Jobs;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Tests.Clients;

namespace Yingke.Server.Tests.Hosting;

/// <summary>
/// The whole program as <c>yingke serve</c> puts it together, listening on a port of its own. Replaced are only the clock and the cost of
/// a password. Two hosts on one PostgreSQL database are two nodes.
/// </summary>
public sealed class YingkeHost : IAsyncDisposable
{
    // The short waits of the fake clock's caches would hide what another node changed; tests move past them with Pass.
    private static readonly string[] Settings =
    [
        "--Urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning",
        "--Limits:SignInsPerMinutePerAddress=0", "--Limits:SignInsPerMinutePerAddress=0", "--Limits:VisitsPerMinutePerAddress=0", "--Limits:OpensPerMinutePerVisitor=0", "--Limits:MessagesPerMinutePerVisitor=0", "--Limits:FilesPerMinutePerVisitor=0",
    ];

    private readonly WebApplication app;
    private readonly IDisposable? folder;
    private int listens;

    private sealed record Mark(TaskCompletionSource Reached) : Signal(Guid.Empty);

    private YingkeHost(WebApplication app, IDisposable? folder, TestDatabase database, FakeClock clock, Journal journal)
    {
        (this.app, this.folder, Database, Clock, Journal) = (app, folder, database, clock, journal);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public TestDatabase Database { get; }

    public FakeClock Clock { get; }

    /// <summary>What the program logged from warnings up.</summary>
    public Journal Journal { get; }

    public Uri Address { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>Everybody on this node has been told what was published on it so far: signals follow an answer, they do not come with it.</summary>
    public async Task Told()
    {
        var signals = app.Services.GetRequiredService<Signals>();
        if (Interlocked.Exchange(ref listens, 1) == 0)
        {
            signals.Subscribe<Mark>(mark =>
            {
                mark.Reached.SetResult();
                return Task.CompletedTask;
            });
        }
        var reached = new Mark(new(TaskCreationOptions.RunContinuationsAsynchronously));
        signals.Deliver(reached);
        await reached.Reached.Task;
    }

    internal IEnumerable<Endpoint> Endpoints => ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints);

    /// <param name="database">Migrated or not; the program migrates.</param>
    /// <param name="clock">Shared by the nodes of a test.</param>
    /// <param name="settings">Further configuration, <c>--Section:Key=value</c>.</param>
    public static Task<YingkeHost> Start(TestDatabase database, FakeClock clock, params string[] settings) => Start(database, clock, _ => { }, settings);

    /// <summary>The same with a part of the program watched.</summary>
    public static async Task<YingkeHost> Start(TestDatabase database, FakeClock clock, Action<IServiceCollection> replace, params string[] settings)
    {
        var journal = new Journal();
        var app = Server.Commands.Host.Build([.. Settings, .. database.Arguments, .. settings], services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
            services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1);
            services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(5));
            services.AddLogging(logging => logging.ClearProviders().AddProvider(journal));
            replace(services);
        });
        IDisposable? folder = null;
        try
        {
            folder = await Serve.Prepare(app, CancellationToken.None);
            await app.StartAsync();
            return new(app, folder, database, clock, journal);
        }
        catch
        {
            folder?.Dispose();
            await app.DisposeAsync();
            throw;
        }
    }

    public Api Connect() => new(Address);

    /// <summary>One turn of a job of the list, by its name.</summary>
    public async Task RunJob(string name)
    {
        var job = Services.GetServices<PeriodicJob>().Single(j => j.Name == name);
        await Services.GetRequiredService<PeriodicJobs>().RunOnce(job, CancellationToken.None);
    }

    /// <summary>Lets time pass, then everything periodic take its turn.</summary>
    public async Task Pass(TimeSpan by)
    {
        Clock.Advance(by);
        foreach (var job in Services.GetServices<PeriodicJob>().ToList())
            await RunJob(job.Name);
    }

    /// <summary>A look into the database, for what no answer tells.</summary>
    internal async Task<T> Look<T>(Func<Db, Task<T>> look)
    {
        await using var scope = Services.CreateAsyncScope();
        return await look(scope.ServiceProvider.GetRequiredService<Db>());
    }

    /// <summary>Work with the program's own services, as its commands do it.</summary>
    internal async Task<T> Do<TService, T>(Func<TService, Task<T>> work) where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        folder?.Dispose();
    }
}

/// <summary>Keeps what was logged.</summary>
public sealed class Journal : ILoggerProvider
{
    public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Writer(this);

    public void Dispose() { }

    private sealed class Writer(Journal journal) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                journal.Lines.Enqueue((logLevel, formatter(state, exception) + (exception is null ? "" : "\n" + exception)));
        }
    }
}
