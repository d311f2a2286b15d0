using Microsoft.EntityFrameworkCore;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Conversations.Categories;

internal static class Categorizing
{
    /// <exception cref="Refusal">There is no such category to choose.</exception>
    public static async Task CheckCategory(this Db db, Guid shopId, Guid categoryId, CancellationToken cancel)
    {
        if (!await db.Set<Category>().AnyAsync(c => c.ShopId == shopId && c.Id == categoryId && c.ArchivedAt == null, cancel))
            throw Refusal.Invalid("categoryId");
    }

    /// <summary>Gives a thing its category, within the caller's transaction; a second time changes it.</summary>
    public static async Task Categorize(this Db db, CategoryUse use, CancellationToken cancel)
    {
        await db.CheckCategory(use.ShopId, use.CategoryId, cancel);
        await db.Note(use, cancel);
    }

    /// <summary>As <see cref="Categorize"/>, for one that has been looked at before.</summary>
    public static async Task Note(this Db db, CategoryUse use, CancellationToken cancel)
    {
        if (await db.Set<CategoryUse>().AsTracking().SingleOrDefaultAsync(u => u.ShopId == use.ShopId && u.SubjectId == use.SubjectId, cancel) is { } known)
            (known.CategoryId, known.AgentId, known.Product, known.At) = (use.CategoryId, use.AgentId, use.Product ?? known.Product, use.At);
        else
            db.Add(use);
    }

    /// <summary>The tree of a new shop.</summary>
    public static void AddShippedCategories(this Db db, Guid shopId)
    {
        for (var i = 0; i < Category.Shipped.Count; i++)
        {
            var (name, below) = Category.Shipped[i];
            var top = new Category { ShopId = shopId, Name = name, Position = i };
            db.Add(top);
            db.AddRange(below.Select((n, j) => new Category { ShopId = shopId, ParentId = top.Id, Name = n, Position = j }));
        }
    }
}
