using System.CommandLine;
using Yingke.Server.Features.Performance;
using Yingke.Server.Features.Quality.Inspections;

namespace Yingke.Server.Commands;

/// <summary><c>yingke rebuild</c>: cuts the stints behind all figures anew from the logs, and takes the scores of inspections from their revisions. Figures are the same before and after.</summary>
internal static class Figures
{
    public static Command Rebuild()
    {
        var shop = new Option<string>("--shop") { Description = "The shop's code", Required = true };
        var command = new Command("rebuild", "Work the figures of a shop out anew from its conversations") { shop };
        command.SetAction((parsed, cancel) => Tool.Run(async (services, db) =>
        {
            var found = await Tool.Shop(db, parsed.GetRequiredValue(shop), cancel);
            var count = await services.GetRequiredService<ProjectStints>().Rebuild(found.Id, cancel);
            var scores = await services.GetRequiredService<RebuildScores>().Run(found.Id, cancel);
            Console.WriteLine($"已重算 {count:N0} 个会话、{scores:N0} 份质检 (conversations, inspections worked out anew)");
            return 0;
        }, cancel));
        return command;
    }
}
