using Yingke.Server.Demo;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Conversations.Files;
using Yingke.Server.Features.History;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Jobs;
using Yingke.Server.Platform.Operations;

namespace Yingke.Server.Commands;

/// <summary>The lists of what there is: services, periodic jobs, routes.</summary>
internal static class Features
{
    public static IServiceCollection AddFeatures(this IServiceCollection services)
    {
        services.AddSingleton<ShopDirectory>().AddSingleton<Sessions>().AddSingleton<Connections>().AddSingleton<Passwords>().AddSingleton<SignInLine>();
        services.AddScoped<Attempts>().AddScoped<SignIn>().AddScoped<SecondFactors>().AddScoped<OwnSessions>().AddScoped<ChangeOwnPassword>().AddScoped<ForgetOld>();
        services.AddScoped<MeView>().AddScoped<AddShop>();
        services.AddSingleton<VisitorTokens>().AddSingleton<BlockedBuyers>().AddScoped<BlockBuyer>();
        services.AddSingleton<Dispatcher>().AddSingleton<OpenConversation>().AddSingleton<ChangePresence>().AddSingleton<ChangeSeat>().AddSingleton<HandOver>().AddSingleton<CloseConversation>();
        services.AddScoped<Clocks>().AddScoped<CountWaiting>().AddHosted<PushQueue>();
        services.AddSingleton<EntryViews>().AddSingleton<PushLog>().AddScoped<Rows>().AddScoped<VisitorViews>().AddScoped<SendMessage>().AddScoped<ChangeLog>().AddScoped<ReadMarks>();
        services.AddSettings<FileLimits>("Files").AddSingleton<FileTickets>().AddSingleton<FileStore>().AddScoped<ReceiveFile>().AddScoped<SweepFiles>();
        services.AddSettings<HistoryLimits>("History").AddScoped<ImportHistory>().AddScoped<ExportHistory>().AddSingleton<RunImports>();
        return services;
    }

    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddJob("presence-renewal", 10, everyNode: true, (s, _) => s.GetRequiredService<Connections>().RenewAll());
        services.AddJob("ended-sessions", 2, everyNode: true, (s, _) => s.GetRequiredService<Connections>().EndRevoked());
        services.AddJob("push-healing", 2, everyNode: true, (s, _) => s.GetRequiredService<PushLog>().Heal());
        services.AddJob("presence-expiry", 3, everyNode: false, (s, cancel) => s.GetRequiredService<Clocks>().ExpirePresence(cancel));
        services.AddJob("reroute-absent", 3, everyNode: false, (s, cancel) => s.GetRequiredService<Clocks>().RerouteAbsent(cancel));
        services.AddJob("close-idle", 10, everyNode: false, (s, cancel) => s.GetRequiredService<Clocks>().CloseIdle(cancel));
        services.AddJob("old-sign-ins", 3600, everyNode: false, (s, cancel) => s.GetRequiredService<ForgetOld>().Run(cancel));
        services.AddJob("unattached-files", 600, everyNode: false, (s, cancel) => s.GetRequiredService<SweepFiles>().Run(cancel));
        services.AddJob("silent-imports", 30, everyNode: false, (s, cancel) => s.GetRequiredService<RunImports>().Sweep(cancel));
        services.AddJob("waiting-figures", 15, everyNode: false, (s, cancel) => s.GetRequiredService<CountWaiting>().Run(cancel));
        return services;
    }

    public static void MapRoutes(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapAccounts();
        api.MapDesk();
        api.MapConversations();
        api.MapVisitors();
        api.MapFiles();
        api.MapBuyers();
        api.MapHistory();
        if (Settings.IsDemo(app.Configuration))
            api.MapDemo();
        app.MapHub<DeskHub>("/hubs/desk").RequireStaff();
        app.MapHub<VisitorHub>("/hubs/visitor").RequireVisitor().RequireCors("widget");
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json").Public();
    }

    public static IServiceCollection AddHosted<T>(this IServiceCollection services) where T : class, IHostedService =>
        services.AddSingleton<T>().AddHostedService(provider => provider.GetRequiredService<T>());

    private static IServiceCollection AddSettings<T>(this IServiceCollection services, string section) where T : class
    {
        services.AddOptions<T>().BindConfiguration(section);
        return services;
    }

    private static void AddJob(this IServiceCollection services, string name, int seconds, bool everyNode, Func<IServiceProvider, CancellationToken, Task> run) =>
        services.AddSingleton(new PeriodicJob(name, TimeSpan.FromSeconds(seconds), everyNode, run));
}
