using Yingke.Server.Demo;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.AfterSales;
using Yingke.Server.Features.AfterSales.Imports;
using Yingke.Server.Features.AfterSales.Payments;
using Yingke.Server.Features.Alerts;
using Yingke.Server.Features.Alerts.Thresholds;
using Yingke.Server.Features.Alerts.WebPush;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Campaigns;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Conversations.Categories;
using Yingke.Server.Features.Conversations.Files;
using Yingke.Server.Features.Deadlines;
using Yingke.Server.Features.Duties;
using Yingke.Server.Features.History;
using Yingke.Server.Features.Hotline;
using Yingke.Server.Features.Knowledge;
using Yingke.Server.Features.Knowledge.Files;
using Yingke.Server.Features.Orders;
using Yingke.Server.Features.Orders.Imports;
using Yingke.Server.Features.Pay;
using Yingke.Server.Features.Performance;
using Yingke.Server.Features.Quality.Complaints;
using Yingke.Server.Features.Quality.Phrases;
using Yingke.Server.Features.Quality.Phrases.Imports;
using Yingke.Server.Features.Quality.Inspections;
using Yingke.Server.Features.Performance.Scorecards;
using Yingke.Server.Features.QuickPhrases;
using Yingke.Server.Features.Robot;
using Yingke.Server.Features.Robot.Model;
using Yingke.Server.Features.Routing;
using Yingke.Server.Features.Routing.Wall;
using Yingke.Server.Features.Shifts;
using Yingke.Server.Features.StaffTalk;
using Yingke.Server.Features.Tickets;
using Yingke.Server.Features.Tickets.Callbacks;
using Yingke.Server.Features.Training;
using Yingke.Server.Features.Webhooks;
using Yingke.Server.Platform.Activity;
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
        services.AddScoped<Attempts>().AddScoped<SignIn>().AddScoped<SecondFactors>().AddScoped<OwnSessions>().AddScoped<ChangeOwnPassword>().AddScoped<ForgetOld>().AddScoped<LapseAccounts>();
        services.AddScoped<MeView>().AddScoped<AddShop>();
        services.AddSingleton<VisitorTokens>().AddSingleton<NewVisitors>().AddSingleton<BlockedBuyers>().AddScoped<BlockBuyer>();
        services.AddSingleton<Dispatcher>().AddSingleton<OpenConversation>().AddSingleton<ChangePresence>().AddSingleton<ChangeSeat>().AddSingleton<HandOver>().AddSingleton<CloseConversation>();
        services.AddScoped<Clocks>().AddHosted<PushQueue>().AddHosted<PushAgents>().AddSingleton<DayBook>().AddScoped<AgentStates>().AddScoped<WallView>();
        services.AddSingleton<EntryViews>().AddSingleton<PushLog>().AddSingleton<ViewerBoard>().AddScoped<Rows>().AddScoped<VisitorViews>().AddScoped<SendMessage>().AddScoped<ChangeLog>().AddScoped<ReadMarks>().AddScoped<SilentMoves>();
        services.AddScoped<CountWaiting>().AddScoped<OverloadState>();
        services.AddSettings<FileLimits>("Files").AddSingleton<FileTickets>().AddSingleton<FileStore>().AddScoped<ReceiveFile>().AddScoped<SweepFiles>().AddScoped<FavouritePictures>();
        services.AddHosted<Pump>().AddScoped<RaiseAlerts>().AddScoped<DueAlerts>().AddScoped<SweepAlerts>().AddScoped<SpreadAlerts>().AddScoped<WatchThresholds>();
        services.AddSettings<WebPushOptions>("WebPush").AddSingleton<PushClient>().AddScoped<PushKeys>().AddScoped<QueuePushes>().AddScoped<SendPushes>();
        services.AddSettings<WebhookLimits>("Webhooks").AddHosted<WebhookPump>().AddSingleton<WebhookClient>().AddScoped<QueueDeliveries>().AddScoped<FeedMessages>().AddScoped<DeliverWebhooks>().AddScoped<SweepDeliveries>();
        services.AddScoped<PassClocks>();
        services.AddScoped<OpenTicket>().AddScoped<ActOnTicket>().AddScoped<TicketViews>().AddScoped<NotifyTickets>();
        services.AddScoped<PlanCallbacks>().AddScoped<SettleCallbacks>();
        services.AddScoped<Sheets>().AddScoped<PassMachine>().AddScoped<EditPlans>().AddScoped<DrawSamples>().AddScoped<InspectionViews>().AddScoped<ActOnInspection>().AddScoped<RebuildScores>().AddScoped<NotifyInspections>();
        services.AddSingleton<OpenTalks>().AddScoped<CutTalks>().AddScoped<ProjectStints>().AddScoped<LoadFacts>().AddScoped<LoadGuardRails>().AddScoped<ShowReport>().AddScoped<ShowTrend>().AddScoped<FindEvidence>().AddScoped<FindGuardEvidence>().AddScoped<StoreRatings>().AddScoped<ExportReport>().AddScoped<WriteReportFiles>().AddSingleton<TodayFigures>();
        services.AddScoped<WorkOutScores>().AddScoped<EditScorecards>().AddScoped<MarkScores>().AddScoped<FreezeScores>().AddScoped<ShowScores>().AddScoped<ExportScores>();
        services.AddScoped<WorkOutPay>().AddScoped<ClosePay>().AddScoped<ShowPay>().AddScoped<ExportPay>().AddScoped<EnterLedger>().AddScoped<FineUnanswered>().AddScoped<FileReports>().AddScoped<SettleMonths>().AddScoped<Suggest>();
        services.AddSettings<HistoryLimits>("History").AddScoped<ImportHistory>().AddScoped<ExportHistory>().AddSingleton<RunImports<HistoryImport>>();
        services.AddScoped<Steps>().AddScoped<Apply>().AddScoped<StaffSteps>().AddScoped<VisitorSteps>().AddScoped<AfterSaleViews>().AddScoped<AfterSaleReactions>().AddScoped<PutUpVouchers>().AddScoped<SendApplicationCard>();
        services.AddScoped<RefundTurns>().AddScoped<RequestRefund>().AddScoped<ConfirmRefund>().AddScoped<Compensate>().AddScoped<DecidePlatformCase>();
        services.AddSingleton<PaymentGateway, SandboxGateway>().AddSingleton<Breaker>().AddScoped<PayRefunds>().AddScoped<ResolveRefunds>().AddScoped<PaymentReports>();
        services.AddScoped<SendCard>().AddScoped<PutOrder>().AddScoped<ChangeOrder>().AddScoped<OfferPrice>().AddScoped<SendOrderCard>().AddScoped<ListReminders>().AddScoped<SendReminders>().AddScoped<VerifyException>().AddScoped<OrderClocks>().AddScoped<ImportOrders>().AddScoped<IOrderFileKind, ImportRefunds>().AddSingleton<RunImports<OrderImport>>();
        services.AddScoped<OpenComplaint>().AddScoped<DecideComplaint>().AddScoped<FindComplaints>();
        services.AddSingleton<PhraseBooks>().AddScoped<TextRule, WatchPhrases>().AddScoped<KeepHits>().AddScoped<EditPhrases>().AddScoped<JudgeHits>().AddScoped<TryPhrases>().AddSingleton<RunImports<PhraseImport>>();
        services.AddSingleton<StandingBooks>().AddHosted<PushStandings>().AddScoped<EditCampaigns>().AddScoped<ShowBoard>().AddSingleton<LatestBoards>().AddScoped<ShowOwnGoals>().AddScoped<SuggestTargets>().AddScoped<AnnounceHours>().AddScoped<ReviewGoals>().AddScoped<ChangeSides>().AddScoped<NotifyMoved>().AddScoped<PlanStaffing>().AddScoped<LendPeople>().AddScoped<DrawPrizes>().AddScoped<AdjustForPk>().AddScoped<LendOverload>().AddScoped<WatchGuardRails>();
        services.AddScoped<TakeCalls>().AddScoped<EngageAgents>().AddScoped<CallReactions>().AddScoped<CallViews>().AddScoped<RecordCall>().AddScoped<ImportCalls>();
        services.AddSingleton<KnowledgeBase>().AddScoped<Unanswered>().AddScoped<EditKnowledge>().AddScoped<FindKnowledge>().AddScoped<SettleUnanswered>().AddScoped<ImportKnowledge>();
        services.AddSingleton<FrontRobot, KnowingRobot>().AddHosted<AnswerBuyers>().AddScoped<LeaveRobot>().AddScoped<AnswerBuyer>().AddScoped<ComposeReply>().AddScoped<SkillAnswers>().AddScoped<KeepRobotTalks>().AddScoped<RateAnswer>().AddScoped<ShowRobotReport>().AddSingleton<ModelClient>().AddScoped<AskModel>().AddScoped<EditModel>();
        services.AddScoped<EditPacks>().AddScoped<UsePhrases>().AddScoped<ReportPhrases>();
        services.AddScoped<ShowRota>().AddScoped<EditShifts>().AddScoped<EditRota>().AddScoped<AskRota>().AddScoped<ForecastStaffing>().AddScoped<CountAttendance>().AddScoped<AttendanceBook, CountAttendance>().AddScoped<FindOwnWork>().AddScoped<HandOverWork>().AddScoped<EditDayPlans>().AddScoped<TickDayPlan>().AddScoped<FollowDayPlans>();
        services.AddSingleton<SeatRule, TrainedFirst>().AddScoped<TakeQuiz>().AddScoped<EditCourses>().AddScoped<ShowMatrix>();
        services.AddScoped<ShowDuties>().AddScoped<EditDuties>().AddScoped<WatchDuties>();
        services.AddScoped<ReadStaffTalk>().AddScoped<WriteStaffTalk>();
        return services;
    }

    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddJob("presence-renewal", 10, everyNode: true, (s, _) => s.GetRequiredService<Connections>().RenewAll());
        services.AddJob("ended-sessions", 2, everyNode: true, (s, _) => s.GetRequiredService<Connections>().EndRevoked());
        services.AddJob("push-healing", 1, everyNode: true, (s, _) => s.GetRequiredService<PushLog>().Heal());
        services.AddJob("checkpoint", 1, everyNode: true, (s, cancel) => Task.Run(s.GetRequiredService<Platform.Storage.Dialect>().Tidy, cancel));
        services.AddJob("viewers", 20, everyNode: true, (s, _) => s.GetRequiredService<ViewerBoard>().Renew());
        services.AddJob("day-books", 300, everyNode: true, (s, _) => s.GetRequiredService<DayBook>().Tidy());
        services.AddJob("presence-expiry", 3, everyNode: false, (s, cancel) => s.GetRequiredService<Clocks>().ExpirePresence(cancel));
        services.AddJob("reroute-absent", 3, everyNode: false, (s, cancel) => s.GetRequiredService<Clocks>().RerouteAbsent(cancel));
        services.AddJob("close-idle", 10, everyNode: false, (s, cancel) => s.GetRequiredService<Clocks>().CloseIdle(cancel));
        services.AddJob("lapsed-accounts", 2, everyNode: false, (s, cancel) => s.GetRequiredService<LapseAccounts>().Run(cancel));
        services.AddJob("old-sign-ins", 3600, everyNode: false, (s, cancel) => s.GetRequiredService<ForgetOld>().Run(cancel));
        services.AddJob("due-alerts", 15, everyNode: false, (s, cancel) => s.GetRequiredService<DueAlerts>().Run(cancel));
        services.AddJob("clocks", 1, everyNode: false, (s, cancel) => s.GetRequiredService<PassClocks>().Run(cancel));
        services.AddJob("answered-callbacks", 15, everyNode: false, (s, cancel) => s.GetRequiredService<SettleCallbacks>().FindAnswered(cancel));
        services.AddJob("alert-thresholds", 5, everyNode: false, (s, cancel) => s.GetRequiredService<WatchThresholds>().Run(rates: false, cancel));
        services.AddJob("alert-rates", 30, everyNode: false, (s, cancel) => s.GetRequiredService<WatchThresholds>().Run(rates: true, cancel));
        services.AddJob("web-push", 2, everyNode: true, (s, cancel) => s.GetRequiredService<SendPushes>().Run(cancel));
        services.AddJob("old-alerts", 3600, everyNode: false, (s, cancel) => s.GetRequiredService<SweepAlerts>().Run(cancel));
        services.AddJob("old-deliveries", 3600, everyNode: false, (s, cancel) => s.GetRequiredService<SweepDeliveries>().Run(cancel));
        services.AddJob("unattached-files", 600, everyNode: false, (s, cancel) => s.GetRequiredService<SweepFiles>().Run(cancel));
        services.AddJob("silent-imports", 30, everyNode: false, (s, cancel) => s.GetRequiredService<RunImports<HistoryImport>>().Sweep(cancel));
        services.AddJob("payment-reminders", 60, everyNode: false, (s, cancel) => s.GetRequiredService<SendReminders>().Automatic(cancel));
        services.AddJob("silent-order-imports", 30, everyNode: false, (s, cancel) => s.GetRequiredService<RunImports<OrderImport>>().Sweep(cancel));
        services.AddJob("silent-phrase-imports", 30, everyNode: false, (s, cancel) => s.GetRequiredService<RunImports<PhraseImport>>().Sweep(cancel));
        services.AddJob("old-phrase-entries", 3600, everyNode: false, (s, cancel) => s.GetRequiredService<TryPhrases>().Sweep(cancel));
        services.AddJob("old-page-views", 3600, everyNode: false, (s, cancel) => SeePages.Sweep(s.GetRequiredService<Platform.Storage.Db>(), s.GetRequiredService<TimeProvider>(), cancel));
        services.AddJob("stints", 10, everyNode: false, (s, cancel) => s.GetRequiredService<ProjectStints>().Run(cancel));
        services.AddJob("machine-sheets", 10, everyNode: false, (s, cancel) => s.GetRequiredService<PassMachine>().Run(cancel));
        services.AddJob("inspection-draws", 600, everyNode: false, (s, cancel) => s.GetRequiredService<DrawSamples>().Run(cancel));
        services.AddJob("waiting-figures", 15, everyNode: false, (s, cancel) => s.GetRequiredService<CountWaiting>().Run(cancel));
        services.AddJob("silent-calls", 30, everyNode: false, (s, cancel) => s.GetRequiredService<EngageAgents>().LetGo(cancel));
        services.AddJob("unknown-refunds", 5, everyNode: false, (s, cancel) => s.GetRequiredService<ResolveRefunds>().Run(cancel));
        services.AddJob("offline-duties", 60, everyNode: false, (s, cancel) => s.GetRequiredService<FineUnanswered>().Run(cancel));
        services.AddJob("report-files", 1800, everyNode: false, (s, cancel) => s.GetRequiredService<WriteReportFiles>().Run(cancel));
        services.AddJob("month-ends", 600, everyNode: false, (s, cancel) => s.GetRequiredService<SettleMonths>().Run(cancel));
        services.AddJob("campaign-hours", 2, everyNode: false, (s, cancel) => s.GetRequiredService<AnnounceHours>().Run(cancel));
        services.AddJob("campaign-overload", 5, everyNode: false, (s, cancel) => s.GetRequiredService<LendOverload>().Run(cancel));
        services.AddJob("campaign-reviews", 30, everyNode: false, (s, cancel) => s.GetRequiredService<ReviewGoals>().Run(cancel));
        services.AddJob("campaign-staffing", 5, everyNode: false, (s, cancel) => s.GetRequiredService<ChangeSides>().UndoDue(cancel));
        services.AddJob("campaign-staffing-due", 60, everyNode: false, (s, cancel) => s.GetRequiredService<PlanStaffing>().RemindAfter(cancel));
        services.AddJob("campaign-books", 300, everyNode: true, (s, _) =>
        {
            s.GetRequiredService<LatestBoards>().Tidy();
            return s.GetRequiredService<StandingBooks>().Tidy();
        });
        services.AddJob("duty-coverage", 10, everyNode: false, (s, cancel) => s.GetRequiredService<WatchDuties>().Run(cancel));
        services.AddJob("robot-answers", 3, everyNode: false, (s, cancel) => s.GetRequiredService<AnswerBuyer>().CatchUp(cancel));
        services.AddJob("robot-ends", 10, everyNode: false, (s, cancel) => s.GetRequiredService<LeaveRobot>().EndSilent(cancel));
        services.AddJob("vouchers", 30, everyNode: false, (s, cancel) => s.GetRequiredService<PutUpVouchers>().Run(cancel));
        return services;
    }

    /// <summary>What features do about facts, their own and others'.</summary>
    public static IServiceCollection AddReactions(this IServiceCollection services)
    {
        services.AddReaction("alerts", RaiseAlerts.Facts, (s, fact, aftermath, cancel) => s.GetRequiredService<RaiseAlerts>().React(fact, aftermath, cancel));
        services.AddReaction("alert-ways", SpreadAlerts.Facts, (s, fact, aftermath, cancel) => s.GetRequiredService<SpreadAlerts>().React(fact, aftermath, cancel));
        services.AddReaction("tickets", NotifyTickets.Facts, (s, fact, aftermath, cancel) => s.GetRequiredService<NotifyTickets>().React(fact, aftermath, cancel));
        services.AddReaction("callback-plans", PlanCallbacks.Facts, (s, fact, _, cancel) => s.GetRequiredService<PlanCallbacks>().React(fact, cancel));
        services.AddReaction("callbacks", SettleCallbacks.Facts, (s, fact, aftermath, cancel) => s.GetRequiredService<SettleCallbacks>().React(fact, aftermath, cancel));
        services.AddReaction("calls", CallReactions.Facts, (s, fact, _, cancel) => s.GetRequiredService<CallReactions>().React(fact, cancel));
        services.AddReaction("aftersales", AfterSaleReactions.Facts, (s, fact, aftermath, cancel) => s.GetRequiredService<AfterSaleReactions>().React(fact, aftermath, cancel));
        services.AddReaction("order-clocks", OrderClocks.Facts, (s, fact, aftermath, cancel) => s.GetRequiredService<OrderClocks>().React(fact, aftermath, cancel));
        services.AddReaction("complaints", OpenComplaint.Facts, (s, fact, aftermath, cancel) => s.GetRequiredService<OpenComplaint>().React(fact, aftermath, cancel));
        services.AddReaction("phrase-hits", KeepHits.Facts, (s, fact, aftermath, cancel) => s.GetRequiredService<KeepHits>().React(fact, aftermath, cancel));
        services.AddReaction("inspections", NotifyInspections.Facts, (s, fact, aftermath, cancel) => s.GetRequiredService<NotifyInspections>().React(fact, aftermath, cancel));
        services.AddReaction("staffing-moves", NotifyMoved.Facts, (s, fact, aftermath, cancel) => s.GetRequiredService<NotifyMoved>().React(fact, aftermath, cancel));
        services.AddReaction("offline-duties", FineUnanswered.Facts, (s, fact, _, cancel) => s.GetRequiredService<FineUnanswered>().React(fact, cancel));
        services.AddReaction("robot-talks", KeepRobotTalks.Facts, (s, fact, _, cancel) => s.GetRequiredService<KeepRobotTalks>().React(fact, cancel));
        services.AddReaction("webhooks", WebhookEvents.Facts, (s, fact, aftermath, cancel) => s.GetRequiredService<QueueDeliveries>().React(fact, aftermath, cancel));
        return services;
    }

    public static void MapRoutes(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapAccounts();
        api.MapDesk();
        api.MapWall();
        api.MapOverload();
        api.MapConversations();
        api.MapVisitors();
        api.MapFiles();
        api.MapBuyers();
        api.MapAlerts();
        api.MapWebhooks();
        api.MapHistory();
        api.MapCategories();
        api.MapDeadlines();
        api.MapTickets();
        api.MapCallbacks();
        api.MapAfterSales();
        api.MapOrders();
        api.MapOrderImports();
        api.MapHotline();
        api.MapReports();
        api.MapComplaints();
        api.MapPhrases();
        api.MapPhraseImports();
        api.MapInspections();
        api.MapScorecards();
        api.MapPay();
        api.MapCampaigns();
        api.MapMonthlyReports();
        api.MapKnowledge();
        api.MapQuickPhrases();
        api.MapShifts();
        api.MapTraining();
        api.MapDuties();
        api.MapStaffTalk();
        api.MapRobot();
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

    private static void AddReaction(this IServiceCollection services, string name, string[] facts, Func<IServiceProvider, Fact, Aftermath, CancellationToken, Task> run) =>
        services.AddSingleton(new Reaction(name, facts, run));

    private static void AddJob(this IServiceCollection services, string name, int seconds, bool everyNode, Func<IServiceProvider, CancellationToken, Task> run) =>
        services.AddSingleton(new PeriodicJob(name, TimeSpan.FromSeconds(seconds), everyNode, run));
}
