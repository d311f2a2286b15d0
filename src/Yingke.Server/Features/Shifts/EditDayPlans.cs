using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Shifts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Shifts;

internal sealed record TemplateTask(int Hour, string Text);

/// <param name="Template">What ships for such a post; null where nothing does.</param>
internal sealed record PostPlan(Guid PostId, string Post, int Version, IReadOnlyList<DayTask> Tasks, string? ChangedBy, DateTimeOffset? ChangedAt, IReadOnlyList<TemplateTask>? Template);

/// <summary>The daily work of each post, as whoever plans writes it; from today on.</summary>
internal sealed class EditDayPlans(Db db, ShopDirectory shops, TimeProvider time)
{
    public sealed record DayTaskRequest(Guid? Id, int? Hour, string? Text);

    /// <param name="Version">Of the plan that was changed; 0 for the first.</param>
    public sealed record DayPlanRequest(int? Version, IReadOnlyList<DayTaskRequest>? Tasks);

    public async Task<IReadOnlyList<PostPlan>> List(Guid shopId, CancellationToken cancel)
    {
        var today = await Today(shopId, cancel);
        var posts = await db.Set<Post>().Where(p => p.ShopId == shopId).OrderBy(p => p.Id).ToListAsync(cancel);
        var plans = (await db.Set<DayPlanRow>().Where(p => p.ShopId == shopId && p.FromDay <= today).ToListAsync(cancel)).GroupBy(p => p.PostId).ToDictionary(g => g.Key, g => g.MaxBy(p => p.FromDay)!);
        return posts.ConvertAll(p => View(p, plans.GetValueOrDefault(p.Id)));
    }

    public async Task<PostPlan> Replace(Guid postId, DayPlanRequest request, HttpContext http, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var version = request.Version ?? throw Refusal.Invalid("version", "missing");
        var wanted = Checked(request);
        var today = await Today(shopId, cancel);
        return await db.InTransaction(async () =>
        {
            var post = await db.Set<Post>().SingleOrDefaultAsync(p => p.ShopId == shopId && p.Id == postId, cancel) ?? throw Refusal.NotFound();
            var last = await db.Set<DayPlanRow>().AsTracking().Where(p => p.ShopId == shopId && p.PostId == postId).OrderByDescending(p => p.FromDay).FirstOrDefaultAsync(cancel);
            if (version != (last?.Version ?? 0))
                throw Refusal.Conflict("changed_meanwhile");
            // A task keeps its id, and with it its ticks, only where it was of this post's plan.
            var known = (last?.Tasks ?? []).Select(t => t.Id).ToHashSet();
            IReadOnlyList<DayTask> tasks = [.. wanted.Select(t => new DayTask(t.Id is { } id && known.Remove(id) ? id : Ids.Next(), t.Hour!.Value, t.Text!.Trim())).OrderBy(t => t.Hour)];
            var row = last is { } held && held.FromDay >= today ? held : new DayPlanRow { ShopId = shopId, PostId = postId, FromDay = today, Tasks = tasks, ChangedBy = "" };
            Audit.Add(db, http, "day_plan.changed", post.Name, new { Tasks = Words(last?.Tasks) }, new { Tasks = Words(tasks) });
            (row.Tasks, row.Version, row.ChangedBy, row.ChangedAt) = (tasks, version + 1, http.Agent()!.Name, time.Now());
            if (row != last)
                db.Add(row);
            return View(post, row);
        }, cancel);
    }

    private static IReadOnlyList<DayTaskRequest> Checked(DayPlanRequest request)
    {
        if (request.Tasks is not { Count: <= DayPlan.MostTasks } tasks)
            throw Refusal.Invalid("tasks", $"at most {DayPlan.MostTasks}");
        foreach (var task in tasks)
        {
            if (task is not { Hour: >= 0 and <= 23 })
                throw Refusal.Invalid("tasks", "hour 0–23");
            AgentFields.Text(task.Text ?? "", "tasks", 1, DayPlan.MaxText);
        }
        return tasks;
    }

    private async Task<int> Today(Guid shopId, CancellationToken cancel) => LocalDay.Of(time.Now(), (await shops.Shop(shopId, cancel)).Zone).DayNumber;

    private static string Words(IReadOnlyList<DayTask>? tasks) => string.Join('\n', (tasks ?? []).Select(t => $"{t.Hour:00}:00 {t.Text}"));

    private static PostPlan View(Post post, DayPlanRow? plan) => new(
        post.Id, post.Name, plan?.Version ?? 0, plan?.Tasks ?? [], plan?.ChangedBy, plan?.ChangedAt,
        post.BuiltIn is { } key && ShippedDayPlans.All.TryGetValue(key, out var shipped) ? [.. shipped.Select(s => new TemplateTask(s.Hour, s.Text))] : null);
}
