using Yingke.Bench;
using Yingke.Bench.Faults;
using Yingke.Bench.Relay;

switch (args)
{
    case ["relay", var database, var folder, var connectionString]:
        await BareRelay.Run(database, connectionString, folder, Environment.GetEnvironmentVariable("YINGKE_URLS")!);
        return 0;
    case ["messages", .. var only]:
        await MessagesBench.Run(only.FirstOrDefault());
        return 0;
    case ["projection", .. var only]:
        await ProjectionBench.Run(only.FirstOrDefault());
        return 0;
    case ["unprojected"]:
        await ProjectionBench.Serve();
        return 0;
    case ["report", .. var only]:
        await ReportBench.Run(only.FirstOrDefault(), Messages(only));
        return 0;
    case ["rebuild", .. var only]:
        await RebuildBench.Run(only.FirstOrDefault(), Messages(only));
        return 0;
    case ["append"]:
        await AppendBench.Run();
        return 0;
    case ["routing"]:
        await RoutingBench.Run();
        return 0;
    case ["surge", .. var only]:
        await SurgeBench.Run(only.FirstOrDefault());
        return 0;
    case ["idle"]:
        await IdleBench.Run();
        return 0;
    case ["idle-clients", var server, var file]:
        await IdleBench.Hold(new Uri(server), file);
        return 0;
    case ["history"]:
        await HistoryBench.Run();
        return 0;
    case ["workbench"]:
        await WorkbenchBench.Run();
        return 0;
    case ["clocks"]:
        await ClocksBench.Run();
        return 0;
    case ["phrases"]:
        PhrasesBench.Run();
        return 0;
    case ["robot", .. var options]:
        RobotBench.Run(options);
        return 0;
    case ["order-import"]:
        await OrderImportBench.Run();
        return 0;
    case ["buyer-card"]:
        await BuyerCardBench.Run();
        return 0;
    case ["board", .. var only]:
        await BoardBench.Run(only.FirstOrDefault());
        return 0;
    case ["faults"]:
        return await FaultsBench.Run(kills: 20, perSecond: 300, pause: (5000, 9000));
    case ["faults", var kills]:
        return await FaultsBench.Run(int.Parse(kills, System.Globalization.CultureInfo.InvariantCulture), perSecond: 200, pause: (1500, 3500));
    case ["outage", .. var seconds]:
        return await OutageBench.Run(TimeSpan.FromSeconds(seconds is [var some] ? int.Parse(some, System.Globalization.CultureInfo.InvariantCulture) : 300));
    case ["storm"]:
        await StormBench.Run();
        return 0;
    case ["defects"]:
        return await FaultsBench.Defects();
    case ["flushes"]:
        return await FlushAudit.Run();
    case ["sabotage", var defect]:
        await Sabotage.Run(defect);
        return 0;
    default:
        Console.Error.WriteLine("bench messages|projection [sqlite|postgres]|report|rebuild [sqlite|postgres [MESSAGES]]|append|idle|routing|history|workbench|order-import|buyer-card|clocks|phrases|robot [--kb FILE --train FILE --queries FILE]|surge [sqlite|postgres]|board [sqlite|postgres]|faults [KILLS]|outage [SECONDS]|storm|defects|flushes");
        return 2;
}

static int Messages(string[] options) => options is [_, var count] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 3_000_000;
