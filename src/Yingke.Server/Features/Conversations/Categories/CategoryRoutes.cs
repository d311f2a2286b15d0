using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Conversations.Categories;

internal sealed record CategoryView(Guid Id, Guid? ParentId, string Name, int Position, bool Archived);

/// <param name="Recent">Those that one used last, the latest first.</param>
internal sealed record CategoryTree(IReadOnlyList<CategoryView> Items, IReadOnlyList<Guid> Recent);

internal static class CategoryRoutes
{
    private const int Most = 500;
    private const int RecentOnes = 5;

    public sealed record AddRequest(string? Name, Guid? ParentId);

    public sealed record EditRequest(string? Name, int? Position, bool? Archived);

    public static void MapCategories(this IEndpointRouteBuilder api)
    {
        var routes = api.MapGroup("/categories").WithTags("categories");
        routes.MapGet("/", Tree).RequireStaff();
        routes.MapPost("/", Add).RequireStaff(Permission.SettingsEdit).Produces<CategoryTree>(StatusCodes.Status201Created);
        routes.MapPatch("/{id:guid}", Edit).RequireStaff(Permission.SettingsEdit);
        routes.MapGet("/figures", CategoryFigures.Handle).RequireStaff(Permission.ReportsView);
    }

    private static Task<CategoryTree> Tree(HttpContext http, Db db, CancellationToken cancel) => Load(http.Agent()!, db, cancel);

    private static async Task<IResult> Add(AddRequest request, HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var name = Line(request.Name);
        await db.InTransaction(async () =>
        {
            var all = await db.Set<Category>().Where(c => c.ShopId == shopId).ToListAsync(cancel);
            if (all.Count >= Most)
                throw Refusal.Conflict("too_many_categories");
            if (request.ParentId is { } parent && (all.Find(c => c.Id == parent && c.ArchivedAt == null) is null || Depth(all, parent) >= Category.Deepest))
                throw Refusal.Invalid("parentId", $"at most {Category.Deepest} levels");
            Unused(all, request.ParentId, name, null);
            db.Add(new Category { ShopId = shopId, ParentId = request.ParentId, Name = name, Position = all.Where(c => c.ParentId == request.ParentId).Select(c => c.Position + 1).DefaultIfEmpty(0).Max() });
            Audit.Add(db, http, "category.added", name);
        }, cancel);
        return Results.Json(await Load(http.Agent()!, db, cancel), Stored.Json, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<CategoryTree> Edit(Guid id, EditRequest request, HttpContext http, Db db, TimeProvider time, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        if (request.Position is < 0 or > Most)
            throw Refusal.Invalid("position");
        await db.InTransaction(async () =>
        {
            var all = await db.Set<Category>().AsTracking().Where(c => c.ShopId == shopId).ToListAsync(cancel);
            var category = all.Find(c => c.Id == id) ?? throw Refusal.NotFound();
            var before = new { category.Name, category.Position, Archived = category.ArchivedAt is not null };
            if (request.Name is not null)
            {
                var name = Line(request.Name);
                Unused(all, category.ParentId, name, id);
                category.Name = name;
            }
            if (request.Position is { } position)
                Move(all, category, position);
            if (request.Archived is { } archived)
            {
                // With what is below it: a leaf whose branch cannot be chosen could not be found.
                foreach (var one in archived ? all.Where(c => IsWithin(all, c, id)) : [category])
                    one.ArchivedAt = archived ? one.ArchivedAt ?? time.Now() : null;
                if (!archived && category.ParentId is { } parent && all.Find(c => c.Id == parent) is { ArchivedAt: not null })
                    throw Refusal.Conflict("parent_archived");
            }
            Audit.Add(db, http, "category.changed", before.Name, before, new { category.Name, category.Position, Archived = category.ArchivedAt is not null });
        }, cancel);
        return await Load(http.Agent()!, db, cancel);
    }

    private static async Task<CategoryTree> Load(CurrentAgent agent, Db db, CancellationToken cancel)
    {
        var all = await db.Set<Category>().Where(c => c.ShopId == agent.ShopId).OrderBy(c => c.Position).ThenBy(c => c.Id).ToListAsync(cancel);
        var used = await db.Set<CategoryUse>().Where(u => u.ShopId == agent.ShopId && u.AgentId == agent.AgentId).OrderByDescending(u => u.At).Select(u => u.CategoryId).Take(50).ToListAsync(cancel);
        var open = all.Where(c => c.ArchivedAt is null).Select(c => c.Id).ToHashSet();
        return new(all.ConvertAll(c => new CategoryView(c.Id, c.ParentId, c.Name, c.Position, c.ArchivedAt is not null)), [.. used.Distinct().Where(open.Contains).Take(RecentOnes)]);
    }

    private static void Move(List<Category> all, Category category, int position)
    {
        var siblings = all.Where(c => c.ParentId == category.ParentId && c != category).OrderBy(c => c.Position).ThenBy(c => c.Id).ToList();
        siblings.Insert(Math.Min(position, siblings.Count), category);
        for (var i = 0; i < siblings.Count; i++)
            siblings[i].Position = i;
    }

    private static void Unused(List<Category> all, Guid? parent, string name, Guid? but)
    {
        if (all.Exists(c => c.ParentId == parent && c.Name == name && c.Id != but))
            throw Refusal.Conflict("name_taken");
    }

    private static int Depth(List<Category> all, Guid? id) => id is null ? 0 : 1 + Depth(all, all.Find(c => c.Id == id)?.ParentId);

    private static bool IsWithin(List<Category> all, Category category, Guid id) =>
        category.Id == id || (category.ParentId is { } parent && all.Find(c => c.Id == parent) is { } above && IsWithin(all, above, id));

    private static string Line(string? text)
    {
        AgentFields.Text(text ?? "", "name", 1, 20);
        return text!.Trim();
    }
}
