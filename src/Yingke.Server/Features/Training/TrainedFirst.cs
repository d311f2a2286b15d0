using Yingke.Domain.Routing;
using Yingke.Domain.Training;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Training;

/// <summary>Where a shop says so, nobody takes chats who has not passed the first stage (spec: accounts.md, Training).</summary>
internal sealed class TrainedFirst(TimeProvider time) : SeatRule
{
    public override async ValueTask<Func<Agent, Groups, string?>> Missing(Db db, Shop shop, CancellationToken cancel)
    {
        if (!shop.Settings.Training.FirstStageBeforeChats)
            return (_, _) => null;
        var courses = await db.Courses(shop.Id, cancel);
        var passed = await db.LastPassed(shop.Id, cancel);
        var now = time.Now();
        return (agent, groups) => Trained.Missing(courses, groups, passed.Of(agent.Id), now)?.Title;
    }
}

/// <summary>Who is trained for both sides, by what they passed; null where no course is for one of the sides by name.</summary>
internal static class TrainedSides
{
    public static async Task<Func<Guid, Groups, bool?>> Of(Db db, Guid shopId, DateTimeOffset now, CancellationToken cancel)
    {
        var courses = await db.Courses(shopId, cancel);
        var passed = await db.LastPassed(shopId, cancel);
        return (agent, side) => Trained.KnowsSide(courses, side, passed.Of(agent), now);
    }
}
