using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using Yingke.Server.Demo;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Jobs;
using Yingke.Server.Platform.Operations;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Storage.Archive;
using Yingke.Server.Platform.Storage.Log;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Commands;

/// <summary>The program put together: configuration, services, the order of the pipeline, the routes.</summary>
internal static class Host
{
    /// <param name="args">Configuration as <c>--Section:Key=value</c>.</param>
    /// <param name="replace">What a test puts in place of the real thing: the clock, the cost of a password.</param>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(Host).Assembly.GetName().Name,
            // The program finds its settings and the web part beside itself, wherever it is started from.
            ContentRootPath = AppContext.BaseDirectory,
        });
        Configure(builder, args);
        replace?.Invoke(builder.Services);
        var app = builder.Build();
        Use(app);
        return app;
    }

    private static void Configure(WebApplicationBuilder builder, string[] args)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        Settings.Add(configuration, args);
        // Standard output belongs to what a command prints.
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        var storage = configuration.GetSection("Storage").Get<StorageOptions>() ?? new StorageOptions();
        Directory.CreateDirectory(storage.Folder);
        // A body of JSON is small; files and histories say for themselves how much they take.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 1024 * 1024);
        services.AddSingleton(storage).AddSingleton(TimeProvider.System);
        // Made by the container, so that it is disposed of with it: PostgreSQL's connections end with the program.
        services.AddSingleton<Dialect>(_ => storage.IsPostgres ? new PostgresDialect(storage) : new SqliteDialect(storage));
        // Pooled: made anew with every request, a context costs more than many a query.
        services.AddDbContextPool<Db>((provider, options) => Db.Configure(options, provider.GetRequiredService<Dialect>()));

        services.AddDataProtection().SetApplicationName("yingke");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = new DataProtectionKeys(provider.GetRequiredService<IServiceScopeFactory>())));
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        services.AddSingleton<IPasswordHasher<Agent>, PasswordHasher<Agent>>();

        services.AddSingleton<Readiness>().AddSingleton<Sockets>().AddSingleton<Meters>().AddSingleton<IHostLifetime, Drain>().Configure<DrainOptions>(configuration.GetSection("Drain"));
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(15));
        services.AddSingleton<Audiences>().AddSingleton<NodeBus>();
        services.AddHosted<Signals>().AddHosted<NodeListener>().AddHosted<NodeTeller>().AddHosted<MessageLog>().AddHosted<PeriodicJobs>();
        if (storage.IsPostgres)
            services.AddSingleton<LogWriter, PostgresLogWriter>();
        else
            services.AddSingleton<LogWriter, SqliteLogWriter>();

        services.AddScoped<Backup>().AddScoped<Restore>().AddScoped<CheckData>();
        services.AddScoped<HeldLease>();
        services.AddFeatures().AddJobs().AddReactions();
        services.AddHosted<WarmUp>();
        if (Settings.IsDemo(configuration))
            services.AddSingleton<OwnAddress>().AddSingleton<PlantDemo>().AddScoped<DemoExchange>().AddHosted<DemoStart>();
        services.AddSignalR(options => options.MaximumReceiveMessageSize = 16 * 1024)
            .AddJsonProtocol(options => Json(options.PayloadSerializerOptions));
        services.AddSingleton(typeof(HubLifetimeManager<>), typeof(BoundedPushes<>));
        services.ConfigureHttpJsonOptions(options => Json(options.SerializerOptions));
        services.AddExceptionHandler<ProblemEdge>().AddProblemDetails();
        // Else a body that does not parse is answered with a bare 400.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddApiDocument();
        services.AddLimits();
        services.AddCors(cors => cors.AddPolicy("widget", policy => policy.AllowAnyOrigin().AllowAnyHeader().WithMethods("GET", "POST", "PUT").SetPreflightMaxAge(TimeSpan.FromHours(1))));
    }

    private static void Use(WebApplication app)
    {
        // Made now, not at their first use: they listen to signals from the start.
        app.Services.GetRequiredService<PushLog>();
        app.Services.GetRequiredService<ViewerBoard>();
        app.Services.GetRequiredService<Connections>();
        app.UseTrustedProxies();
        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseProblemPages();
        app.UseCleanQueries();
        app.UseRouting();
        app.RefuseSocketsWhileDraining();
        app.UseCors();
        app.UseYingkeAuthentication();
        app.UseGuards();
        app.UseRateLimiter();
        app.UseWebFiles();
        app.MapRoutes();
        // Said here, or the API's document would know no route of a program that does not listen.
        app.UseEndpoints(_ => { });
    }

    /// <summary>As stored, but a member that nobody knows is a mistake of the caller's and said to be one.</summary>
    private static void Json(JsonSerializerOptions options)
    {
        Stored.Configure(options).UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.Converters.Add(SentText.Instance);
    }
}
